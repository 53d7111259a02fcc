package io.espalier.engine.torch;

import static io.espalier.engine.Alike.assertAlike;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.criterion.Fixtures;
import io.espalier.data.Dataset;
import io.espalier.engine.Alike;
import io.espalier.engine.BatchStatistics;
import io.espalier.engine.Samples;
import io.espalier.network.Network;
import io.espalier.prune.Nets;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecalibrationTest {
    private static final int BATCH = 4;

    static Stream<Network> networks() {
        return Stream.of(Nets.conv(), Nets.residual(), Samples.convolutions());
    }

    /** The plain mean over batches of each batch's mean and unbiased variance. */
    private static double[] expected(Network network, float[] weights, Dataset data, int[] order, int batches) {
        double[] mean = new double[weights.length];
        for (int b = 0; b < batches; b++) {
            Dataset batch = data.select(Arrays.copyOfRange(order, b * BATCH, (b + 1) * BATCH));
            double[] own =
                    BatchStatistics.of(network, Alike.doubles(weights), batch).estimating();
            for (int i = 0; i < mean.length; i++) {
                mean[i] += own[i] / batches;
            }
        }
        return mean;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void takesThePlainMeanOverBatches(Network network) {
        float[] weights = Samples.weights(network, 3);
        Dataset data = Fixtures.data(network, 13, 4);
        int[] order = RandomKey.of(5).permutation(13);
        float[] recalibrated = Recalibration.recalibrate(network, weights, data, order, BATCH, 3);
        assertAlike(Alike.doubles(recalibrated), expected(network, weights, data, order, 3));
    }

    @Test
    void leavesTrainedParametersAndItsArgumentAlone() {
        Network network = Samples.convolutions();
        float[] weights = Samples.weights(network, 3);
        float[] before = weights.clone();
        Dataset data = Fixtures.data(network, 13, 4);
        float[] recalibrated = Recalibration.recalibrate(
                network, weights, data, RandomKey.of(5).permutation(13), BATCH, 2);
        int trained = network.layout().trainedSize();
        assertThat(weights).isEqualTo(before);
        assertThat(Arrays.copyOf(recalibrated, trained)).isEqualTo(Arrays.copyOf(before, trained));
        assertThat(recalibrated).isNotEqualTo(before);
    }

    @Test
    void usesOnlyWholeBatchesAndOnlyAsManyAsThereAre() {
        Network network = Nets.conv();
        float[] weights = Samples.weights(network, 3);
        Dataset data = Fixtures.data(network, 13, 4);
        int[] order = RandomKey.of(5).permutation(13);
        assertThat(Recalibration.recalibrate(network, weights, data, order, BATCH, 50))
                .isEqualTo(Recalibration.recalibrate(network, weights, data, order, BATCH, 3));
        assertThat(Recalibration.recalibrate(network, weights, data, order, 100, 1))
                .isEqualTo(Recalibration.recalibrate(network, weights, data, order, 13, 1));
    }
}
