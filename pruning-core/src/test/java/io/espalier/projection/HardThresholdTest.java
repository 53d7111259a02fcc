package io.espalier.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.network.Network;
import io.espalier.prune.Nets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** The proximal step of the number of nonzero weights. */
class HardThresholdTest {
    private static final Network NETWORK = Nets.mlp(2, 2);

    /** sqrt(2 rate lambda) = 1; the biases stay. */
    @Test
    void removesWeightsBelowTheBound() {
        float[] weights = new float[NETWORK.layout().size()];
        Arrays.fill(weights, 0.1f);
        System.arraycopy(new float[] {0.9f, -1.1f, -0.9f, 5}, 0, weights, 0, 4);
        new HardThreshold(5).begin(NETWORK).project(weights, 0.1);
        assertThat(weights).startsWith(0, -1.1f, 0, 5);
        assertThat(weights[NETWORK.layout().slot("fc1.bias").offset()]).isEqualTo(0.1f);
    }

    /** No other number has a lower cost. */
    @Property(tries = 300)
    void isTheMinimiser(
            @ForAll @DoubleRange(min = -2, max = 2) double weight,
            @ForAll @DoubleRange(min = -2, max = 2) double other,
            @ForAll @DoubleRange(min = 0, max = 3) double lambda) {
        float[] weights = new float[NETWORK.layout().size()];
        weights[0] = (float) weight;
        new HardThreshold(lambda).begin(NETWORK).project(weights, 0.5);
        double least = cost(weights[0], (float) weight, 0.5 * lambda);
        assertThat(least).isLessThanOrEqualTo(cost(other, (float) weight, 0.5 * lambda) + 1e-9);
        assertThat(least).isLessThanOrEqualTo(cost(0, (float) weight, 0.5 * lambda) + 1e-9);
        assertThat(new HardThreshold(lambda).scaled(2).lambda()).isCloseTo(2 * lambda, within(1e-12));
    }

    private static double cost(double b, double weight, double price) {
        return (b - weight) * (b - weight) / 2 + (b == 0 ? 0 : price);
    }
}
