package io.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.network.op.AveragePool;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.GlobalAveragePool;
import io.espalier.network.op.MaxPool;
import io.espalier.network.op.Op;
import io.espalier.network.op.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Anchors the reference pass to numbers worked out by hand. */
class ReferenceForwardTest {
    @Test
    void multipliesAndAddsInAGemm() {
        Network network = single(Shape.vector(2), new Gemm(2, 2));
        float[] values = new float[network.layout().size()];
        fill(network, values, "node.weight", 1, 2, 3, 4);
        fill(network, values, "node.bias", 10, 20);
        assertThat(ReferenceForward.logits(network, values, new double[] {1, -1}))
                .containsExactly(9, 19);
    }

    @Test
    void slidesAPaddedKernelWithStride() {
        Network network = single(new Shape(1, 3, 3), new Conv(1, 1, 3, 2, 1, 1, Bias.ABSENT));
        float[] values = new float[network.layout().size()];
        fill(network, values, "node.weight", 1, 1, 1, 1, 1, 1, 1, 1, 1);
        double[] counting = IntStream.rangeClosed(1, 9).asDoubleStream().toArray();
        assertThat(ReferenceForward.logits(network, values, counting)).containsExactly(12, 16, 24, 28);
    }

    @Test
    void keepsGroupsOfAConvolutionApart() {
        Network network = single(new Shape(2, 1, 1), new Conv(2, 2, 1, 1, 0, 2, Bias.PRESENT));
        float[] values = new float[network.layout().size()];
        fill(network, values, "node.weight", 2, 3);
        fill(network, values, "node.bias", 0, 1);
        assertThat(ReferenceForward.logits(network, values, new double[] {5, 7}))
                .containsExactly(10, 22);
    }

    @Test
    void normalizesByRunningStatistics() {
        Network network = single(Shape.vector(1), new BatchNormalization(1));
        float[] values = new float[network.layout().size()];
        fill(network, values, "node.scale", 3);
        fill(network, values, "node.shift", 0.5f);
        fill(network, values, "node.mean", 1);
        fill(network, values, "node.variance", 4);
        assertThat(ReferenceForward.logits(network, values, new double[] {5})[0])
                .isCloseTo(0.5 + 3 * 4 / Math.sqrt(4.00001), within(1e-12));
    }

    @Test
    void poolsWindowsAndLeavesAnOddRestOut() {
        double[] counting = IntStream.rangeClosed(1, 9).asDoubleStream().toArray();
        assertThat(ReferenceForward.logits(single(new Shape(1, 3, 3), new MaxPool(2, 2)), new float[0], counting))
                .containsExactly(5);
        assertThat(ReferenceForward.logits(single(new Shape(1, 3, 3), new AveragePool(2, 1)), new float[0], counting))
                .containsExactly(3, 4, 6, 7);
        assertThat(ReferenceForward.logits(single(new Shape(1, 3, 3), new GlobalAveragePool()), new float[0], counting))
                .containsExactly(5);
    }

    private static Network single(Shape input, Op op) {
        return new Network("single", input, List.of(new Node("node", op, List.of(Node.INPUT))));
    }

    private static void fill(Network network, float[] values, String parameter, float... numbers) {
        System.arraycopy(numbers, 0, values, network.layout().slot(parameter).offset(), numbers.length);
    }
}
