package io.espalier.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.network.Initialization;
import io.espalier.network.Layout.Slot;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.Mlp;
import io.espalier.network.zoo.VggSmall;
import io.espalier.random.RandomKey;
import io.espalier.snapshot.Safetensors;
import io.espalier.snapshot.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PretrainedTest {
    private static final Shape INPUT = new Shape(3, 16, 16);

    private final Map<String, Tensor> tensors = new TreeMap<>();

    /** A state dict of a network, as PyTorch names its tensors. */
    private void put(Network network, float[] weights) {
        for (Slot slot : network.layout().slots()) {
            String own = slot.parameter().name();
            String name = own.replace(".scale", ".weight")
                    .replace(".shift", ".bias")
                    .replace(".mean", ".running_mean")
                    .replace(".variance", ".running_var");
            ByteBuffer data = ByteBuffer.allocate(4 * slot.parameter().size()).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = slot.offset(); i < slot.end(); i++) {
                data.putFloat(weights[i]);
            }
            tensors.put(name, new Tensor(Tensor.Type.F32, slot.parameter().dims(), data.flip()));
        }
    }

    private Pretrained family(NetworkFamily network) {
        byte[] file = Safetensors.of(tensors, Map.of()).toBytes();
        return new Pretrained(network, NetworkFile.SAFETENSORS.add(file, "test"));
    }

    @Test
    void beginsWithTheWeightsOfAStateDict() {
        Network network = new VggSmall().build(INPUT, 4);
        float[] weights = Initialization.weights(network, RandomKey.of(5));
        put(network, weights);
        ByteBuffer count = ByteBuffer.allocate(8);
        tensors.put("conv1-norm.num_batches_tracked", new Tensor(Tensor.Type.I64, List.of(), count));

        Pretrained family = family(new VggSmall());

        Network built = family.build(INPUT, 4);
        assertThat(family.weights(built, RandomKey.of(9))).isEqualTo(weights);
        assertThat(family.scaled(0.5)).isEqualTo(new VggSmall(0.5, 1));
    }

    /** As {@code model.half()} or {@code model.bfloat16()} of PyTorch saves them. */
    @Test
    void readsShortNumbersAsFloats() {
        NetworkFamily small = new Mlp(List.of(2), Mlp.Activation.RELU);
        Network network = small.build(Shape.vector(3), 2);
        put(network, new float[network.layout().size()]);
        tensors.put("fc1.bias", shorts(Tensor.Type.F16, 0x3c00, 0xc000));
        tensors.put("fc2.bias", shorts(Tensor.Type.BF16, 0x3f80, 0xc049));

        Pretrained family = family(small);

        float[] weights = family.weights(family.build(Shape.vector(3), 2), RandomKey.of(1));
        assertThat(network.layout().slot("fc1.bias").byUnit(weights)).isDeepEqualTo(new float[][] {{1}, {-2}});
        assertThat(network.layout().slot("fc2.bias").byUnit(weights)).isDeepEqualTo(new float[][] {{1}, {-3.140625f}});
    }

    private static Tensor shorts(Tensor.Type type, int first, int second) {
        ByteBuffer data = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        data.putShort((short) first).putShort((short) second);
        return new Tensor(type, List.of(2), data.flip());
    }

    @Test
    void saysAllThatDoesNotFit() {
        NetworkFamily small = new Mlp(List.of(2), Mlp.Activation.RELU);
        Network network = small.build(Shape.vector(3), 2);
        put(network, new float[network.layout().size()]);
        tensors.remove("fc1.bias");
        tensors.put("fc3.bias", tensors.get("fc2.bias"));
        tensors.put("fc2.weight", tensors.get("fc1.weight"));
        tensors.put("fc2.bias", new Tensor(Tensor.Type.I32, List.of(2), ByteBuffer.allocate(8)));

        assertThatThrownBy(() -> family(small).build(Shape.vector(3), 2))
                .hasMessage("its safetensors do not fit mlp: there is no fc1.bias;"
                        + " fc2.weight is F32 [2, 3] (must be F16, BF16, F32, F64 [2, 2]);"
                        + " fc2.bias is I32 [2] (must be F16, BF16, F32, F64 [2]); the network has no fc3.bias");
    }

    @Test
    void refusesWhatIsNoSafetensors() {
        assertThatThrownBy(() -> NetworkFile.SAFETENSORS.add(new byte[3], "weights.safetensors"))
                .hasMessageContaining("Cannot read it as safetensors");
    }
}
