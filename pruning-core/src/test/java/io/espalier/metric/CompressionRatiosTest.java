package io.espalier.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompressionRatiosTest {
    /** LeNet-300-100 with 8, 9 and 26% of its weights and all its biases. */
    @Test
    void countsBiasesInTheRatioButNotInTheSpeedup() {
        long weights = 18_816 + 2_700 + 260;
        assertThat(CompressionRatios.compressionRatio(266_610, weights + 410)).isEqualTo(266_610.0 / 22_186);
        assertThat(CompressionRatios.theoreticalSpeedup(266_200, weights)).isEqualTo(266_200.0 / 21_776);
    }

    @Test
    void saysNothingOfANetworkThatIsGone() {
        assertThat(CompressionRatios.compressionRatio(10, 0)).isNull();
        assertThat(CompressionRatios.theoreticalSpeedup(10, 0)).isNull();
    }

    @Test
    void isOneForADenseNetwork() {
        assertThat(CompressionRatios.compressionRatio(10, 10)).isEqualTo(1);
        assertThat(CompressionRatios.theoreticalSpeedup(7, 7)).isEqualTo(1);
    }
}
