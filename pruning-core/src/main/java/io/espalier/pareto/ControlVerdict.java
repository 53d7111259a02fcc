package io.espalier.pareto;

import io.espalier.stats.PairedTest;
import io.espalier.stats.Resolution;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A candidate against one control, in what its trials are chosen by.
 *
 * @param control name of the control, as in {@code random-mask}
 * @param test candidate less control, paired by seed, signs set so that less is better: below 0 the candidate is better
 * @param adjustedP p after Holm's correction over the tested controls of the candidate; null if untested
 */
public record ControlVerdict(
        String control, PairedTest test, @Nullable Double adjustedP, Verdict verdict) {

    /**
     * Tests a candidate against all of its controls; verdicts come by name of the control.
     *
     * @param candidate by seed, less being better
     * @param controls the same by control
     * @param resolution of all of them
     */
    static List<ControlVerdict> of(
            Map<Long, Double> candidate, Map<String, Map<Long, Double>> controls, Resolution resolution) {
        TreeMap<String, PairedTest> tests = new TreeMap<>();
        controls.forEach((control, errors) -> tests.put(control, PairedTest.of(candidate, errors, resolution)));
        List<Double> family = tests.values().stream()
                .map(PairedTest::p)
                .filter(Objects::nonNull)
                .toList();
        return tests.entrySet().stream()
                .map(entry -> judge(entry.getKey(), entry.getValue(), family))
                .toList();
    }

    private static ControlVerdict judge(String control, PairedTest test, List<Double> family) {
        Double p = test.p();
        Double difference = test.difference();
        if (p == null || difference == null) {
            return new ControlVerdict(control, test, null, Verdict.UNTESTED);
        }
        double adjusted = holm(p, family);
        if (adjusted >= PairedTest.LEVEL) {
            return new ControlVerdict(control, test, adjusted, Verdict.TIES);
        }
        return new ControlVerdict(control, test, adjusted, difference < 0 ? Verdict.BEATS : Verdict.LOSES);
    }

    /**
     * Holm (1979): the i-th smallest of m values is multiplied by m - i + 1, never falls below the one before it and never
     * exceeds 1. Holds the chance of a single false verdict among the family at the level of the test.
     */
    static double holm(double p, Collection<Double> family) {
        double adjusted = family.stream()
                .filter(smaller -> smaller <= p)
                .mapToDouble(smaller ->
                        smaller * family.stream().filter(q -> q >= smaller).count())
                .max()
                .orElse(p);
        return Math.min(1, adjusted);
    }
}
