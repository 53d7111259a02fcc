package io.espalier.reparameterization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.network.Network;
import io.espalier.prune.Nets;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schedule of thresholds of block-sparse networks, and their blocks. */
class BlockSparsityTest {
    /** 2 q f / (2 (ramp - start) + 3 (end - ramp)) = 0.025 a look for single weights of q = 1; 16^(1/4) = 2 times that. */
    @ParameterizedTest
    @CsvSource({"0, 0", "100, 0", "110, 0.05", "200, 0.5", "210, 0.575", "400, 2", "9999, 2"})
    void thresholdsRiseAndRiseFaster(int iteration, double epsilon) {
        assertThat(new BlockSparsity(4, 4, 1, 100, 200, 400, 10, 0).epsilon(iteration))
                .isCloseTo(epsilon, within(1e-12));
        assertThat(new BlockSparsity(1, 1, 1, 100, 200, 400, 10, 0).epsilon(iteration))
                .isCloseTo(epsilon / 2, within(1e-12));
    }

    /** fc1 of (4 inputs, 3 units) in blocks of 2x2: the last row of blocks has one unit. */
    private static float[] own() {
        Network network = Nets.mlp(4, 3, 1);
        float[] weights = new float[network.layout().size()];
        Arrays.fill(weights, 9);
        float[] layer = {1, 2, 0.5f, 0.5f, 0, 0, -0.5f, -0.9f, 0, 0.1f, 0, 3};
        System.arraycopy(layer, 0, weights, 0, layer.length);
        return coordinates().initial(weights, RandomKey.of(1));
    }

    private static TrainableParameters coordinates() {
        return new BlockSparsity(2, 2, 1 / Math.sqrt(2), 0, 5, 10, 5, 0).begin(Nets.mlp(4, 3, 1), 10);
    }

    private static float[] folded(float[] own) {
        float[] weights = new float[Nets.mlp(4, 3, 1).layout().size()];
        coordinates().fold(own, weights);
        return Arrays.copyOf(weights, 12);
    }

    /** At iteration 5 epsilon is 0.4, at 10 it is 1. */
    @Test
    void blocksGoWhoseLargestWeightIsSmall() {
        float[] own = own();
        coordinates().revise(own, 4);
        assertThat(folded(own)).startsWith(1, 2, 0.5f, 0.5f);
        coordinates().revise(own, 5);
        assertThat(folded(own)).containsExactly(1, 2, 0.5f, 0.5f, 0, 0, -0.5f, -0.9f, 0, 0, 0, 3);
        coordinates().revise(own, 10);
        assertThat(folded(own)).containsExactly(1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3);
    }

    /** Whatever momentum makes of it, and with no gradient. */
    @Test
    void whatIsGoneStaysGone() {
        float[] own = own();
        coordinates().revise(own, 10);
        own[2] = 100;
        coordinates().confine(own);
        coordinates().revise(own, 10);
        assertThat(folded(own)).containsExactly(1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3);
        float[] gradient = new float[own.length];
        float[] slopes = new float[own.length / 2];
        Arrays.fill(slopes, 1);
        coordinates().pullBack(own, 0, slopes, new float[0], gradient);
        assertThat(Arrays.copyOf(gradient, 12)).containsExactly(1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1);
    }

    /** ||(1, 2, 0, 0)|| + ||(0.5, 0.5, 0.5, 0.9)|| + 0.1 + 3, and 9 three times in the second layer's blocks of one unit. */
    @Test
    void groupLassoIsTheSumOfNorms() {
        TrainableParameters lasso = new BlockSparsity(2, 2, 1, 0, 5, 10, 5, 0.5).begin(Nets.mlp(4, 3, 1), 10);
        double sum = Math.sqrt(5) + Math.sqrt(0.75 + 0.81) + 0.1 + 3 + 9 * Math.sqrt(2) + 9;
        assertThat(lasso.loss(own(), 0)).isCloseTo(0.5 * sum, within(1e-6));
    }

    @Test
    void refusesASchedulesEndBeforeItsStart() {
        assertThatThrownBy(() -> new BlockSparsity(4, 4, 1, 100, 90, 200, 10, 0))
                .hasMessageContaining("ramp")
                .hasMessageContaining("be at least start");
    }
}
