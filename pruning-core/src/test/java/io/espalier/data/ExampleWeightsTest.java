package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.network.op.Shape;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleWeightsTest {
    @TempDir
    Path folder;

    private static Splits split(double... weights) throws IOException {
        Dataset data = TestData.numbered(20, 2);
        Dataset weighted = weights.length == 0
                ? data
                : data.weighted(new ExampleWeights(IntStream.range(0, 20)
                        .mapToDouble(i -> weights[i % weights.length])
                        .toArray()));
        return new DataSpec(TestData.source(new Examples(weighted, null)), 0.2, 0.2, 0, DataSpec.Scaling.UNIT, null)
                .load();
    }

    /** 12 of 20 examples are for training, six of each class: the mean of 1 and 3 is 2. */
    @Test
    void weighsTheTrainingPartByTheMean() throws IOException {
        Splits splits = split(1, 3);
        ExampleWeights weights = splits.train().weights().orElseThrow();
        for (int i = 0; i < 12; i++) {
            assertThat(weights.of(i)).isEqualTo(ClassTargets.of(splits.train()).labels()[i] == 0 ? 0.5 : 1.5);
        }
        assertThat(splits.validation().weights()).isEmpty();
        assertThat(splits.test().weights()).isEmpty();
    }

    @Test
    void equalWeightsAreNone() throws IOException {
        assertThat(split(7).hash()).isEqualTo(split().hash());
        assertThat(split(7).train().weights()).isEmpty();
    }

    @Test
    void weightsAreContent() throws IOException {
        assertThat(split(1, 3).hash())
                .isNotEqualTo(split().hash())
                .isNotEqualTo(split(1, 2).hash());
        assertThat(split(2, 6).hash()).isEqualTo(split(1, 3).hash());
    }

    @Test
    void refusesWeightsThatLeaveNothing() {
        assertThatThrownBy(() -> split(0))
                .hasMessage("Cannot use the data: all weights of the training part are 0 (must be above 0 somewhere)");
        for (double weight : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new ExampleWeights(new double[] {1, weight}))
                    .hasMessage("Invalid weight: " + weight + " in row 1 (must be at least 0 and finite)");
        }
        Dataset three = TestData.random(1, Shape.vector(1), 2, 0, 1, 1);
        assertThatThrownBy(() -> three.weighted(new ExampleWeights(new double[2])))
                .hasMessage("Invalid weights: 2 (must be one for each of 3 examples)");
    }

    @Test
    void standsInTheFile() throws IOException {
        Splits splits = split(1, 2, 0);
        LocalStorage storage = LocalStorage.ofUser(folder);
        SplitsFile.write(splits, storage, "splits");
        double[] expected = weights(splits.train());
        assertThat(weights(SplitsFile.read(storage, "splits").train())).isEqualTo(expected);
        Splits lazy = SplitsFile.readTargets(storage, "splits", SplitsSummary.of(splits), () -> splits);
        assertThat(weights(lazy.train())).isEqualTo(expected);
        assertThat(ClassTargets.of(lazy.test()).labels())
                .isEqualTo(ClassTargets.of(splits.test()).labels());
        assertThat(lazy.train().features()).isEqualTo(splits.train().features());
    }

    private static double[] weights(Dataset data) {
        double[] all = new double[data.size()];
        Arrays.setAll(all, data.weights().orElseThrow()::of);
        return all;
    }
}
