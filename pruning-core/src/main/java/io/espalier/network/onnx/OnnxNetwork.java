package io.espalier.network.onnx;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.compact.Compaction;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;

/**
 * Your own network, read from an ONNX file. What a trial is depends on the file's bytes and on no path.
 *
 * @param onnx in a sweep file the path of the ONNX file; in a trial the SHA-256 of its bytes
 * @param weights initial weights
 * @param width width of every hidden layer, as a fraction of its units in the file; less than 1 only with fresh weights
 */
@Name("onnx")
public record OnnxNetwork(
        String onnx,
        @Default("pretrained") InitialWeights weights,
        @Default("1") double width) implements NetworkFamily {
    /** What the training of a network that was read begins with. */
    public enum InitialWeights {
        /** Those of the file. */
        PRETRAINED,
        /** Drawn anew, as He et al. 2015. */
        FRESH
    }

    public OnnxNetwork {
        check(!onnx.isBlank(), "onnx", onnx, "be the path of an ONNX file");
        check(width > 0 && width <= 1, "width", width, "be in (0, 1]");
        check(width == 1 || weights == InitialWeights.FRESH, "width", width, "be 1 when weights are pretrained");
    }

    /** The whole network with the file's weights. */
    public OnnxNetwork(String onnx) {
        this(onnx, InitialWeights.PRETRAINED, 1);
    }

    /** A file in the working folder. */
    public OnnxNetwork() {
        this("model.onnx");
    }

    @Override
    public Network build(Shape input, int classes) {
        return build(input, Shape.vector(classes));
    }

    @Override
    public Network build(Shape input, Shape output) {
        Network network = whole();
        if (!network.input().equals(input)) {
            throw new IllegalArgumentException("it reads examples of " + network.input() + ", not of " + input);
        } else if (output.positions() > 1 && !network.output().equals(output)) {
            throw new IllegalArgumentException("it gives " + network.output() + ", not " + output);
        } else if (output.positions() == 1 && network.outputs() != network.classes()) {
            throw new IllegalArgumentException("it gives " + network.classes() + " numbers at each of "
                    + network.outputs() / network.classes() + " positions (must be one number per class)");
        } else if (network.classes() != output.channels()) {
            throw new IllegalArgumentException("it has " + network.classes() + " classes, not " + output.channels());
        }
        return width == 1 ? network : Compaction.narrowed(network, width).network();
    }

    /**
     * The network as the file has it.
     *
     * @throws IllegalArgumentException if this process has not read the file
     */
    public Network whole() {
        return OnnxFiles.network(onnx).network();
    }

    @Override
    public float[] weights(Network network, RandomKey key) {
        return weights == InitialWeights.PRETRAINED
                ? OnnxFiles.network(onnx).weights().clone()
                : Initialization.weights(network, key);
    }

    @Override
    public OnnxNetwork scaled(double factor) {
        return new OnnxNetwork(onnx, InitialWeights.FRESH, width * factor);
    }
}
