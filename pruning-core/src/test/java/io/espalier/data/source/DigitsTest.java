package io.espalier.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.data.Examples;
import io.espalier.network.op.Shape;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigitsTest {
    @Test
    void hasTheKnownClassCountsAndMean() throws IOException {
        Examples loaded = new Digits().load();
        Dataset digits = loaded.examples();

        assertThat(loaded.test()).isNull();
        assertThat(digits.shape()).isEqualTo(new Shape(1, 8, 8));
        int[] counts = new int[10];
        for (int label : ClassTargets.of(digits).labels()) {
            counts[label]++;
        }
        assertThat(counts).containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
        double mean = IntStream.range(0, digits.features().length)
                .mapToDouble(i -> digits.features()[i])
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(4.88416, within(1e-5));
    }

    @Test
    void startsWithAZero() throws IOException {
        Dataset digits = new Digits().load().examples();

        assertThat(ClassTargets.of(digits).labels()).startsWith(0, 1, 2, 3, 4);
        assertThat(digits.features()).startsWith(0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5);
    }
}
