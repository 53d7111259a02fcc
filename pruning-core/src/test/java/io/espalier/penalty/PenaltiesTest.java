package io.espalier.penalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.network.Network;
import io.espalier.prune.Nets;
import org.junit.jupiter.api.Test;

/** Values worked out by hand. */
class PenaltiesTest {
    /** Three inputs, two units, weight (unit, input); the paper's W is (input, unit). */
    private static final Network NETWORK = Nets.mlp(3, 2);

    private static final float[] W = {3, 0, 1, 4, 0, 0};

    private static float[] weights() {
        float[] all = new float[NETWORK.layout().size()];
        System.arraycopy(W, 0, all, NETWORK.layout().slot("fc1.weight").offset(), W.length);
        all[NETWORK.layout().slot("fc1.bias").offset()] = -2;
        return all;
    }

    private static double value(Penalty penalty) {
        return penalty.begin(NETWORK, 10)
                .add(weights(), new float[NETWORK.layout().size()], 0);
    }

    @Test
    void groupLassoWeighsTheNormsOfRowsByTheRootOfTheirLength() {
        assertThat(value(new GroupLasso(1))).isCloseTo(8.485281, within(1e-5));
    }

    @Test
    void groupLassoPullsAGroupTowardsZeroAndLeavesAnEmptyOne() {
        float[] gradient = new float[NETWORK.layout().size()];
        new GroupLasso(1).begin(NETWORK, 10).add(weights(), gradient, 0);
        assertThat(gradient).startsWith(1.4142135f * 0.6f, 0, 1.4142135f, 1.4142135f * 0.8f, 0, 0);
    }

    @Test
    void sparseGroupLassoAddsTheAbsoluteValues() {
        assertThat(value(new SparseGroupLasso(1))).isCloseTo(8.485281 + 8, within(1e-5));
    }

    @Test
    void dropNeuronAddsTheNormsOfRowsAndColumns() {
        assertThat(value(new DropNeuron(1))).isCloseTo(5 + 0 + 1 + Math.sqrt(10) + 4, within(1e-9));
    }

    @Test
    void singleWeightsCountWithOrWithoutBiases() {
        assertThat(value(new L1(0.5, Biases.LEAVE))).isEqualTo(4);
        assertThat(value(new L1(0.5, Biases.PENALIZE))).isEqualTo(5);
        assertThat(value(new L2(0.5, Biases.LEAVE))).isEqualTo(13);
        assertThat(value(new L2(0.5, Biases.PENALIZE))).isEqualTo(15);
    }

    @Test
    void slimmingCountsTheScalesOfNormsAlone() {
        Network network = Nets.conv();
        float[] weights = new float[network.layout().size()];
        int scale = network.layout().slot("norm1.scale").offset();
        weights[scale] = 0.5f;
        weights[scale + 1] = -2;
        float[] gradient = new float[weights.length];
        assertThat(new Slimming(0.1).begin(network, 10).add(weights, gradient, 0))
                .isCloseTo(0.25, within(1e-9));
        assertThat(gradient[scale]).isEqualTo(0.1f);
        assertThat(gradient[scale + 1]).isEqualTo(-0.1f);
        assertThat(gradient[scale + 2]).isZero();
    }

    @Test
    void slimmingNeedsANorm() {
        assertThatThrownBy(() -> new Slimming().begin(NETWORK, 1)).hasMessageContaining("slimming needs batch norms");
    }
}
