package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.DataSpec.Scaling;
import io.espalier.network.op.Shape;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Data that cannot be split or scaled. */
class DataSpecRefusalsTest {
    private static void load(Dataset examples, @Nullable Dataset test, Scaling scaling) throws IOException {
        new DataSpec(TestData.source(new Examples(examples, test)), 0.25, 0.25, 7, scaling, null).load();
    }

    @Test
    void refusesAFeatureThatIsNoNumber() {
        Dataset data = TestData.random(1, Shape.vector(4), 2, 0, 1, 0, 1, 0, 1);
        data.features()[4 * 3 + 2] = Float.NaN;

        assertThatThrownBy(() -> load(data, null, Scaling.NONE))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot use the data: example in row 3, column 2 is NaN (must be finite)");
    }

    @Test
    void refusesAnInfiniteFeatureOfTheTestSet() {
        Dataset test = TestData.numbered(4, 2);
        test.features()[1] = Float.NEGATIVE_INFINITY;

        assertThatThrownBy(() -> load(TestData.numbered(12, 2), test, Scaling.NONE))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot use the data: test example in row 1, column 0 is -Infinity (must be finite)");
    }

    @Test
    void refusesAFeatureThatScalingMakesInfinite() {
        Dataset tiny = TestData.random(1, Shape.vector(1), 2, 0, 1, 0, 1, 0, 1, 0, 1);
        for (int row = 0; row < tiny.size(); row++) {
            tiny.features()[row] *= 1e-30f;
        }
        Dataset test = new Dataset(Shape.vector(1), 2, new float[] {0, 3e38f}, new int[] {0, 1});

        assertThatThrownBy(() -> load(tiny, test, Scaling.STANDARD))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot scale the data: the feature in row 1, column 0 is too far from the training data");
    }

    @Test
    void refusesDataOfOneClass() {
        Dataset data = TestData.random(1, Shape.vector(1), 3, 2, 2, 2, 2);

        assertThatThrownBy(() -> load(data, null, Scaling.NONE))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot use the data: all examples are of class 2 (must be of two or more classes)");
    }

    @Test
    void refusesAClassThatCannotBeInAllParts() {
        Dataset data = TestData.random(1, Shape.vector(1), 2, 0, 0, 0, 1, 1, 0);

        assertThatThrownBy(() -> load(data, null, Scaling.NONE))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot split the data: class 1 has 2 examples (must be at least 3, one for each part)");
    }

    @Test
    void refusesNoExamples() {
        assertThatThrownBy(() -> load(TestData.numbered(0, 2), null, Scaling.NONE))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot use the data: it has no examples");
    }

    @Test
    void refusesATestSetOfAnotherShape() {
        Dataset test = TestData.random(1, Shape.vector(2), 2, 0, 1);

        assertThatThrownBy(() -> load(TestData.numbered(12, 2), test, Scaling.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the test set has");
    }

    @Test
    void refusesLabelsOutOfRange() {
        assertThatThrownBy(() -> TestData.random(1, Shape.vector(1), 2, 0, 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid label: 2 in row 2 (must be in 0..1)");
    }
}
