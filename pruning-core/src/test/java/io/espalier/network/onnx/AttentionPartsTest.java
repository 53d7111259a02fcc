package io.espalier.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.network.op.Attention;
import io.espalier.network.op.Attention.Head;
import io.espalier.network.op.Attention.Shift;
import io.espalier.network.op.Attention.Windows;
import io.espalier.network.op.Conv.Bias;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attention in its parts. */
class AttentionPartsTest extends PartsReading {
    /** Rows of 2 by 3 positions with 4 channels, in windows of 1 by 3. */
    private void attention(float... mask) {
        graph.input(0, 4, 2, 3)
                .integers("heads", 0, 2, 2, 2, 3)
                .floats("scale", List.of(), 0.5f)
                .floats("mask", List.of(2, 1, 3, 3), mask)
                .integers("whole", 0, 4, 2, 3)
                .node("Reshape", "x heads", "split")
                .node("Transpose", "split", "q", Attributes.integers("perm", 0, 3, 1, 4, 2))
                .node("Transpose", "split", "k", Attributes.integers("perm", 0, 3, 1, 2, 4))
                .node("MatMul", "q k", "products")
                .node("Mul", "products scale", "scores")
                .node("Add", "scores mask", "masked")
                .node("Softmax", "masked", "weights", Attributes.integer("axis", -1))
                .node("MatMul", "weights q", "sums")
                .node("Transpose", "sums", "turned", Attributes.integers("perm", 0, 2, 4, 1, 3))
                .node("Reshape", "turned whole", "attended")
                .floats("w", List.of(2, 4, 1, 1), new float[8])
                .node("Conv", "attended w", "conv");
        pooledClasses("conv");
    }

    private static Attention inRows(Bias bias, Shift shift) {
        Head head = new Head(2, 2);
        return new Attention(List.of(head, head), 0.5, new Windows(1, 3, 2, 1), bias, shift);
    }

    @Test
    void findsAnAttentionInWindows() {
        attention(new float[18]);
        assertThat(operators()).first().isEqualTo(inRows(Bias.ABSENT, Shift.NONE));
    }

    @Test
    void findsTheMaskOfAShift() {
        float far = -100;
        attention(0, 0, far, 0, 0, far, far, far, 0, 0, 0, far, 0, 0, far, far, far, 0);
        assertThat(operators()).first().isEqualTo(inRows(Bias.ABSENT, new Shift(0, 1, far)));
    }

    @Test
    void refusesAnyOtherMask() {
        attention(1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(problems()).singleElement().asString().contains("no mask of a cyclic shift");
    }
}
