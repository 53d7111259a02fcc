package io.espalier.export.int8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Clip;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.ResNet8;
import io.espalier.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegerInferenceTest {
    /** The definition, position by position. */
    private static int sum(Conv conv, Shape in, Shape out, int[] x, QuantizedWeights weights, int at) {
        int filter = at / out.positions();
        int row = at % out.positions() / out.width() * conv.stride() - conv.padding();
        int column = at % out.width() * conv.stride() - conv.padding();
        int seen = conv.channels() / conv.groups();
        int first = filter / (conv.filters() / conv.groups()) * seen;
        int sum = weights.biases()[filter];
        for (int i = 0; i < seen * conv.kernel() * conv.kernel(); i++) {
            int c = first + i / (conv.kernel() * conv.kernel());
            int y = row + i / conv.kernel() % conv.kernel();
            int z = column + i % conv.kernel();
            boolean inside = y >= 0 && y < in.height() && z >= 0 && z < in.width();
            sum += inside ? weights.unit(filter)[i] * x[(c * in.height() + y) * in.width() + z] : 0;
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"3, 1, 1, 1", "5, 2, 2, 1", "1, 2, 0, 1", "3, 3, 1, 2", "7, 2, 3, 4", "5, 1, 4, 1"})
    void convolvesByDefinition(int kernel, int stride, int padding, int groups) {
        Conv conv = new Conv(4, 8, kernel, stride, padding, groups, Conv.Bias.PRESENT);
        Shape in = new Shape(4, 7, 9);
        Shape out = conv.output(List.of(in));
        int[] x = new int[in.elements()];
        RandomKey key = RandomKey.of(kernel);
        for (int i = 0; i < x.length; i++) {
            x[i] = (int) (100 * key.gaussian(i));
        }
        byte[] values = new byte[8 * (4 / groups) * kernel * kernel];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (40 * key.gaussian(x.length + i));
        }
        QuantizedWeights weights = new QuantizedWeights(values, new float[8], new int[] {0, 1, 2, 3, 4, 5, 6, 7});

        int[] sums = new IntegerConv(conv, in, out).sums(x, weights);

        for (int i = 0; i < sums.length; i++) {
            assertThat(sums[i]).isEqualTo(sum(conv, in, out, x, weights, i));
        }
    }

    @Test
    void namesTheNodeThatItCannotCompute() {
        assertThatCode(() -> IntegerInference.requireKnown(new ResNet8().build(new Shape(3, 8, 8), 10)))
                .doesNotThrowAnyException();
        Node clip = new Node("relu6", new Clip(0, 6), List.of(Node.INPUT));
        assertThatThrownBy(() -> IntegerInference.requireKnown(new Network("own", Shape.vector(3), List.of(clip))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("integer arithmetic is not supported for Clip (node relu6)");
    }
}
