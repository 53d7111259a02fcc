package io.espalier.result;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One row of the {@code metrics} table: one number that a metric of the sweep found of one trial.
 *
 * @param metric its name, as in YAML
 * @param settings the metric with its options, as canonical JSON
 * @param found null in the one row of a metric that failed
 * @param outcome of the metric; the trial itself completed
 */
public record MetricRow(
        String trialId,
        String metric,
        String settings,
        @Nullable Found found,
        TrialRow.Outcome outcome) {
    /** What all rows of one metric of one trial have in common. */
    public static String name(String trialId, String settings) {
        return trialId + " " + settings;
    }

    /** The same of this row. */
    public String name() {
        return name(trialId, settings);
    }

    /**
     * @param part of the data: validation or test
     * @param name of the number
     * @param level of what was varied, as the amplitude of a noise; null where nothing was
     * @param value null where the trial has none
     */
    public record Found(
            String part,
            String name,
            @Nullable Double level,
            @Nullable Double value) {
        /** What it is called as an objective: {@code validation_noise_error@0.1}. */
        public String column() {
            String number = part + "_" + name;
            return level == null
                    ? number
                    : number + "@"
                            + BigDecimal.valueOf(level).stripTrailingZeros().toPlainString();
        }
    }
}
