package io.espalier.metric;

import static io.espalier.metric.KnownNetwork.cut;
import static io.espalier.metric.KnownNetwork.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Dataset;
import io.espalier.metric.Metric.Value;
import io.espalier.metric.PrunePotential.Rung;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Noise curve, function distance and prune potential against numbers worked out by hand. */
class MetricsTest {
    private static final Dataset LINE = line(new float[] {-0.3f, -0.1f, 0.1f, 0.3f}, 0, 0, 1, 1);

    private static InputNoise noise(int draws, Double... levels) {
        return new InputNoise(List.of(levels), draws, 1000);
    }

    private static double value(List<Value> values, String name, double level) {
        return values.stream()
                .filter(v -> v.name().equals(name) && v.level() == level)
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void givesTheErrorWithoutNoise() {
        List<Value> values = new NoiseCurve(noise(3, 0.0)).measure(KnownNetwork.of(LINE, cut(-0.2), cut(0)));
        assertThat(values)
                .containsExactly(new Value("noise_error", 0.0, 0.25), new Value("dense_noise_error", 0.0, 0.0));
    }

    /** Of u uniform in [-0.2, 0.2) a quarter moves x = 0.1 to the other side of 0, and none moves x = 0.3. */
    @Test
    void drawsNoiseUniformlyFromTheInterval() {
        List<Value> values = new NoiseCurve(noise(4000, 0.2, 0.4)).measure(KnownNetwork.of(LINE, cut(0), cut(0)));
        assertThat(value(values, "noise_error", 0.2)).isCloseTo((0.25 + 0.25) / 4, within(0.01));
        assertThat(value(values, "noise_error", 0.4))
                .as("three eighths of [-0.4, 0.4) move 0.1, an eighth moves 0.3")
                .isCloseTo((0.375 + 0.125) * 2 / 4, within(0.01));
    }

    @Test
    void givesBothNetworksTheSameNoise() {
        List<Value> values = new NoiseCurve(noise(7, 0.2, 0.4)).measure(KnownNetwork.of(LINE, cut(0), cut(0)));
        for (double level : List.of(0.2, 0.4)) {
            assertThat(value(values, "noise_error", level)).isEqualTo(value(values, "dense_noise_error", level));
        }
    }

    @Test
    void scalesTheSameDrawsToEachLevel() {
        Double[] levels = {0.0, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0};
        List<Value> values = new NoiseCurve(noise(5, levels)).measure(KnownNetwork.of(LINE, cut(0), null));
        assertThat(values.stream().filter(v -> v.name().equals("noise_error")).map(Value::value))
                .as("who has crossed 0 at one level has at all above")
                .isSorted()
                .first()
                .isEqualTo(0.0);
        assertThat(value(values, "noise_error", 1)).isPositive();
    }

    /** (1/4, 3/4) and (3/4, 1/4) are sqrt(1/4 + 1/4) apart; the networks differ on x = 0.1 of four examples. */
    @Test
    void measuresTheDistanceOfProbabilities() {
        List<Value> values = new FunctionDistance(noise(3, 0.0)).measure(KnownNetwork.of(LINE, cut(0.2), cut(0)));
        assertThat(value(values, "function_distance", 0)).isCloseTo(Math.sqrt(0.5) / 4, within(1e-7));
        assertThat(value(values, "agreement", 0)).isEqualTo(0.75);
    }

    /** 1/2 against 3/4: sqrt(2) / 4 apart, with equal predictions where both take the first class. */
    @Test
    void tellsConfidenceFromPrediction() {
        List<Value> values =
                new FunctionDistance(noise(1, 0.0)).measure(KnownNetwork.of(LINE, KnownNetwork.logit(x -> 0), cut(1)));
        assertThat(value(values, "function_distance", 0)).isCloseTo(Math.sqrt(2) / 4, within(1e-7));
        assertThat(value(values, "agreement", 0)).isEqualTo(1);
    }

    @Test
    void findsNoDistanceToItself() {
        List<Value> values = new FunctionDistance(noise(4, 0.0, 0.3)).measure(KnownNetwork.of(LINE, cut(0), cut(0)));
        assertThat(values)
                .containsExactly(
                        new Value("function_distance", 0.0, 0.0),
                        new Value("agreement", 0.0, 1.0),
                        new Value("function_distance", 0.3, 0.0),
                        new Value("agreement", 0.3, 1.0));
    }

    @Test
    void takesNoMoreExamplesThanItIsTold() {
        int[] sizes = new int[1];
        EvaluatedNetwork.Predictor counting = data -> {
            sizes[0] = Math.max(sizes[0], data.size());
            return cut(0).predict(data);
        };
        new NoiseCurve(new InputNoise(List.of(0.0, 0.1), 2, 3)).measure(KnownNetwork.of(LINE, counting, null));
        assertThat(sizes[0]).isEqualTo(3);
    }

    @Test
    void findsTheLargestSparsityThatHolds() {
        List<Rung> ladder = List.of(
                new Rung(0.5, -0.01),
                new Rung(0.8, 0.005),
                new Rung(0.9, 0.006),
                new Rung(0.95, 0.004),
                new Rung(0.98, 0.2));
        assertThat(PrunePotential.of(ladder, 0.005))
                .as("a rung above one that fails")
                .isEqualTo(0.95);
        assertThat(PrunePotential.of(ladder.subList(0, 3), 0.005))
                .as("at most delta")
                .isEqualTo(0.8);
        assertThat(PrunePotential.of(ladder, 0)).isEqualTo(0.5);
        assertThat(PrunePotential.of(ladder, -0.02))
                .as("none: the parent itself")
                .isZero();
        assertThat(PrunePotential.of(List.of(new Rung(0.7, 0.055 - 0.05)), 0.005))
                .as("0.055 - 0.05 > 0.005 in floating point")
                .isEqualTo(0.7);
    }

    @Test
    void refusesNoiseThatIsNone() {
        assertThatThrownBy(() -> noise(1)).hasMessage("Invalid levels: [] (must hold at least one level)");
        assertThatThrownBy(() -> noise(1, 0.1, -0.1)).hasMessage("Invalid levels: -0.1 (must be at least 0)");
        assertThatThrownBy(() -> noise(1, 0.1, 0.1)).hasMessageContaining("must be distinct");
        assertThatThrownBy(() -> noise(0, 0.1)).hasMessage("Invalid draws: 0 (must be in 1..10000)");
    }
}
