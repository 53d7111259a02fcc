package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.network.op.Shape;
import java.io.IOException;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AreaResizeTest {
    private static Dataset image(int height, int width, float... pixels) {
        return new Dataset(new Shape(1, height, width), 2, pixels, new int[] {1});
    }

    @Test
    void averagesWholePixels() throws IOException {
        Dataset half = AreaResize.resize(image(2, 4, 1, 3, 0, 8, 5, 7, 0, 0), 1);
        assertThat(half.features()).containsExactly(3);
        assertThat(half.shape()).isEqualTo(new Shape(1, 1, 1));
        assertThat(ClassTargets.of(half).labels()).containsExactly(1);
    }

    @Test
    void sharesPixelsThatLieAcrossABorder() throws IOException {
        Dataset two = AreaResize.resize(image(3, 3, 0, 3, 6, 0, 3, 6, 0, 3, 6), 2);
        assertThat(two.features()).containsExactly(1, 5, 1, 5);
    }

    @Test
    void leavesImagesOfThatSizeAlone() throws IOException {
        Dataset same = TestData.random(4, new Shape(3, 5, 5), 2, 0, 1);
        assertThat(AreaResize.resize(same, 5).features()).isEqualTo(same.features());
    }

    @Property(tries = 100)
    void keepsTheMeanOfEveryPlane(
            @ForAll @IntRange(min = 2, max = 9) int height,
            @ForAll @IntRange(min = 2, max = 9) int width,
            @ForAll @IntRange(min = 1, max = 12) int side)
            throws IOException {
        Dataset data = TestData.random(6, new Shape(2, height, width), 2, 0, 1);
        Dataset resized = AreaResize.resize(data, side);
        for (int plane = 0; plane < 4; plane++) {
            assertThat(mean(resized, plane)).isCloseTo(mean(data, plane), within(1e-6));
        }
    }

    private static double mean(Dataset data, int plane) {
        int positions = data.shape().positions();
        return IntStream.range(plane * positions, (plane + 1) * positions)
                .mapToDouble(i -> data.features()[i])
                .average()
                .orElseThrow();
    }

    @Test
    void refusesVectors() {
        assertThatThrownBy(() -> AreaResize.resize(TestData.numbered(4, 2), 3))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot resize the data: the examples are not images, they are 1x1x1");
    }
}
