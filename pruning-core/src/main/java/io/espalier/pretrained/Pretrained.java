package io.espalier.pretrained;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Name;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.LeNet300100;
import io.espalier.random.RandomKey;
import java.util.List;

/**
 * Another network that begins with the weights of a safetensors file, such as a PyTorch state dict that {@code save_file}
 * of {@code safetensors.torch} wrote. Tensors are found by name. What a trial is depends on the file's bytes and on no path.
 *
 * @param network whose weights they are
 * @param safetensors in a sweep file the path of the file; in a trial the SHA-256 of its bytes
 */
@Name("pretrained")
public record Pretrained(NetworkFamily network, String safetensors) implements NetworkFamily {
    public Pretrained {
        check(!safetensors.isBlank(), "safetensors", safetensors, "be the path of a safetensors file");
    }

    /** A file in the working folder. */
    public Pretrained() {
        this(new LeNet300100(), "weights.safetensors");
    }

    /** @throws IllegalArgumentException with all tensors that are missing, superfluous or of another shape */
    @Override
    public Network build(Shape input, int classes) {
        return build(input, Shape.vector(classes));
    }

    /** @throws IllegalArgumentException the same */
    @Override
    public Network build(Shape input, Shape output) {
        Network built = network.build(input, output);
        List<String> mismatches = new StateDict(built, WeightFiles.content(safetensors)).mismatches();
        if (!mismatches.isEmpty()) {
            throw new IllegalArgumentException(
                    "its safetensors do not fit " + built.name() + ": " + String.join("; ", mismatches));
        }
        return built;
    }

    @Override
    public float[] weights(Network built, RandomKey key) {
        return new StateDict(built, WeightFiles.content(safetensors)).weights();
    }

    /** A smaller network begins with weights of its own. */
    @Override
    public NetworkFamily scaled(double factor) {
        return network.scaled(factor);
    }
}
