package io.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.Mlp;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MacsTest {
    @Property(tries = 200)
    void countsWhatTheLoopsOfAConvolutionDo(
            @ForAll @IntRange(min = 1, max = 3) int groups,
            @ForAll @IntRange(min = 1, max = 3) int channelsPerGroup,
            @ForAll @IntRange(min = 1, max = 3) int filtersPerGroup,
            @ForAll @IntRange(min = 1, max = 3) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 0, max = 2) int padding,
            @ForAll @IntRange(min = 3, max = 6) int height,
            @ForAll @IntRange(min = 3, max = 6) int width) {
        Conv conv = new Conv(
                groups * channelsPerGroup, groups * filtersPerGroup, kernel, stride, padding, groups, Bias.PRESENT);
        Shape input = new Shape(conv.channels(), height, width);
        Node node = new Node("conv", conv, List.of(Node.INPUT));
        Network network = new Network("one", input, List.of(node));
        float[] values = sparse(network);

        long dense = 0;
        long nonzero = 0;
        for (int filter = 0; filter < conv.filters(); filter++) {
            for (int top = -padding; top + kernel <= height + padding; top += stride) {
                for (int left = -padding; left + kernel <= width + padding; left += stride) {
                    for (int tap = 0; tap < channelsPerGroup * kernel * kernel; tap++) {
                        dense++;
                        nonzero += values[filter * channelsPerGroup * kernel * kernel + tap] != 0 ? 1 : 0;
                    }
                }
            }
        }
        assertThat(network.macs()).isEqualTo(dense);
        assertThat(network.nonzeroMacs(values)).isEqualTo(nonzero);
    }

    private static float[] sparse(Network network) {
        float[] values = Initialization.weights(network, RandomKey.of(1));
        for (int i = 0; i < values.length; i += 3) {
            values[i] = 0;
        }
        return values;
    }

    @Test
    void countsADepthwiseConvolutionOncePerChannel() {
        Conv depthwise = new Conv(8, 8, 3, 2, 1, 8, Bias.ABSENT);
        assertThat(depthwise.macs(List.of(new Shape(8, 10, 10)))).isEqualTo(8 * 5 * 5 * 9);
    }

    @Test
    void leavesBiasesNormsAndNegativeZerosOut() {
        Network network = new Mlp(List.of(3), Mlp.Activation.RELU).build(Shape.vector(4), 2);
        float[] values = new float[network.layout().size()];
        Arrays.fill(values, 1);
        values[0] = -0f;
        assertThat(network.macs()).isEqualTo(4 * 3 + 3 * 2);
        assertThat(network.nonzeroMacs(values)).isEqualTo(4 * 3 + 3 * 2 - 1);
    }
}
