package io.espalier.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.LeNet5Caffe;
import io.espalier.prune.Nets;
import io.espalier.random.RandomKey;
import io.espalier.sharing.CosineTransform;
import org.junit.jupiter.api.Test;

/** Convolutions in the frequency domain. */
class FrequencyQuantizedTest {
    private static final Network LENET = new LeNet5Caffe().build(new Shape(1, 28, 28), 10);
    private static final FrequencyQuantized CODEC = new FrequencyQuantized(0.01, 2);

    /** Windows that are noise, or smooth: noise on the lowest three frequencies only. */
    private static float[] weights(int frequencies) {
        float[] values = new float[LENET.layout().size()];
        CosineTransform transform = new CosineTransform(5, 5);
        for (Layout.Slot slot : LENET.layout().slots(Role.WEIGHT)) {
            boolean windows = slot.parameter().hasWindow();
            for (int i = slot.offset(); i < slot.end(); i++) {
                int place = (i - slot.offset()) % 25;
                boolean in = !windows || transform.frequency(place) < frequencies;
                values[i] = in ? (float) (0.1 * RandomKey.of(1).gaussian(i)) : 0;
            }
            if (windows) {
                transform.inverse(values, slot.offset(), slot.end());
            }
        }
        return values;
    }

    private static int bytes(Codec codec, float[] values) {
        return codec.encode(LENET, values).length;
    }

    /** A coefficient is off by half a step, or by less than two where it is left out. */
    @Test
    void coefficientsAreMultiplesOfTheStep() {
        float[] values = weights(9);
        float[] decoded = CODEC.decode(LENET, CODEC.encode(LENET, values));
        CosineTransform transform = new CosineTransform(5, 5);
        Layout.Slot slot = LENET.layout().slot("conv2.weight");
        float[] before = values.clone();
        float[] after = decoded.clone();
        transform.forward(before, slot.offset(), slot.end());
        transform.forward(after, slot.offset(), slot.end());
        for (int i = slot.offset(); i < slot.end(); i++) {
            double steps = after[i] / 0.01;
            assertThat(steps).isCloseTo(Math.rint(steps), within(1e-3));
            assertThat(Math.abs(after[i]) < 0.001 || Math.abs(after[i]) > 0.019).isTrue();
            assertThat((double) after[i]).isCloseTo(before[i], within(Math.abs(before[i]) < 0.015 ? 0.0151 : 0.0051));
        }
    }

    @Test
    void smoothWindowsTakeFewerBytesThanNoise() {
        int smooth = bytes(CODEC, weights(3));
        int noise = bytes(CODEC, weights(9));
        int all = bytes(new Dense(), weights(9));
        assertThat(noise).isLessThan(all / 4);
        assertThat(noise - smooth).isGreaterThan(10_000);
    }

    /** 2, -3 and 40 steps of 0.01 in a layer without windows, 1.4 steps are none. */
    @Test
    void weightsWithoutWindowsAreRoundedThemselves() {
        Network network = Nets.mlp(30, 10);
        float[] values = new float[network.layout().size()];
        float[] some = {0.0204f, -0.031f, 0.4f, 0.014f, 0, -0.014f};
        System.arraycopy(some, 0, values, 0, some.length);
        float[] decoded = CODEC.decode(network, CODEC.encode(network, values));
        assertThat(new float[] {decoded[0], decoded[1], decoded[2]})
                .containsExactly(new float[] {0.02f, -0.03f, 0.4f}, within(1e-7f));
        assertThat(new float[] {decoded[3], decoded[4], decoded[5]}).containsOnly(0);
    }

    /** A zero in a window is one of the weights only: its layer is stored as floats. */
    @Test
    void keepsLayersWithZerosInTheirWindowsWhole() {
        float[] values = weights(9);
        int coded = bytes(CODEC, values);
        Layout.Slot slot = LENET.layout().slot("conv2.weight");
        values[slot.offset() + 7] = 0;
        assertThat(bytes(CODEC, values)).isGreaterThan(coded + 50_000);
        assertThat(CODEC.decode(LENET, CODEC.encode(LENET, values))[slot.offset() + 7])
                .isZero();
    }
}
