package io.espalier.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.ClassTargets;
import io.espalier.data.DataSpec;
import io.espalier.data.Dataset;
import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.network.op.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanePointsTest {
    static Stream<DatasetSource> sources() {
        return Stream.of(new Moons(50, 0.1, 3), new Circles(50, 0.1, 3), new Spirals(50, 0.05, 3));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void drawsAsManyOfEachClassToTrainOnAsToTest(DatasetSource source) throws IOException {
        Examples drawn = source.load();
        for (Dataset part : new Dataset[] {drawn.examples(), drawn.test()}) {
            assertThat(part.shape()).isEqualTo(Shape.vector(2));
            assertThat(Arrays.stream(part.targets().strata()).mapToInt(rows -> rows.length))
                    .containsOnly(50);
        }
        assertThat(drawn.examples().features()).isNotEqualTo(drawn.test().features());
    }

    @ParameterizedTest
    @MethodSource("sources")
    void drawsTheSameBitsAgain(DatasetSource source) throws IOException {
        assertThat(source.load().examples().features())
                .isEqualTo(source.load().examples().features());
    }

    @Test
    void liesOnTheCurvesWithoutNoise() throws IOException {
        Dataset circles = new Circles(200, 0, 0).load().examples();
        Dataset spirals = new Spirals(200, 0, 0).load().examples();
        for (int i = 0; i < 400; i++) {
            double radius = Math.hypot(circles.feature(i, 0), circles.feature(i, 1));
            assertThat(radius).isCloseTo(ClassTargets.of(circles).labels()[i] == 0 ? 1 : 0.3, within(1e-6));
        }
        for (int i = 0; i < 800; i++) {
            double radius = Math.hypot(spirals.feature(i, 0), spirals.feature(i, 1));
            double turns = Math.atan2(spirals.feature(i, 1), spirals.feature(i, 0)) / (2 * Math.PI);
            double arm = turns - (radius - 0.1) / 0.9 - ClassTargets.of(spirals).labels()[i] / 4.0;
            assertThat(arm - Math.rint(arm)).isCloseTo(0, within(1e-5));
        }
    }

    @Test
    void keepsItsPointsForever() throws IOException {
        assertThat(new DataSpec(new Moons(50, 0.1, 0), 0.2, 0.2, 0, DataSpec.Scaling.NONE, null)
                        .load()
                        .hash())
                .isEqualTo("67f0ce69617a9c9676cd3e8aae57532d6ea5caba9ac3be674a7907860a1a1fc4");
    }
}
