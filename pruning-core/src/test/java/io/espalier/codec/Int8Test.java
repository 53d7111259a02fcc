package io.espalier.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.LeNet5Caffe;
import io.espalier.network.zoo.Mlp;
import io.espalier.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class Int8Test {
    private static final Int8 INT8 = new Int8();

    @Test
    void takesAByteAWeightAScaleAChannelAndAFloatABias() {
        Network network = new LeNet5Caffe().build(new Shape(1, 28, 28), 10);
        float[] values = Initialization.weights(network, RandomKey.of(1));
        int channels = 20 + 50 + 500 + 10;
        assertThat(INT8.encode(network, values)).hasSize(8 + 430_500 + 4 * channels + 4 * channels);
    }

    /** So that trials of before keep their ids. */
    @Test
    void activationsAreFloatsUnlessAskedFor() {
        assertThat(Canonical.json(INT8)).isEqualTo("\"int8\"");
        Int8 all = new Int8(Int8.Activations.INT8);
        assertThat(Canonical.json(all)).isEqualTo("{\"int8\":{\"activations\":\"int8\"}}");
        assertThat(Binder.ofContext().parse(Canonical.json(all), Codec.class)).isEqualTo(all);
    }

    @Test
    void roundsHalfAwayFromZeroOnAScalePerChannel() {
        Network network = new Mlp(List.of(), Mlp.Activation.RELU).build(Shape.vector(4), 2);
        float[] values = new float[network.layout().size()];
        float[] weights = {127, 0.5f, -0.5f, 0.49f, -1, 0, 0.25f, 0.003f};
        System.arraycopy(weights, 0, values, 0, weights.length);
        float[] decoded = INT8.decode(network, INT8.encode(network, values));
        assertThat(decoded).startsWith(127, 1, -1, 0, -1, 0, 32 / 127f, 0);
    }

    @Test
    void missesNoWeightByMoreThanHalfAScale() {
        Network network = new Mlp(List.of(30), Mlp.Activation.RELU).build(Shape.vector(20), 5);
        float[] values = Initialization.weights(network, RandomKey.of(3));
        float[] decoded = INT8.decode(network, INT8.encode(network, values));
        int slot = network.layout().slot("fc1.weight").offset();
        for (int unit = 0; unit < 30; unit++) {
            float largest = 0;
            for (int i = 0; i < 20; i++) {
                largest = Math.max(largest, Math.abs(values[slot + 20 * unit + i]));
            }
            for (int i = slot + 20 * unit; i < slot + 20 * unit + 20; i++) {
                assertThat(Math.abs(decoded[i] - values[i])).isLessThanOrEqualTo(largest / 127 * 0.50001f);
            }
        }
    }
}
