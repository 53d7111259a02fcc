package io.espalier.result;

import com.fasterxml.jackson.annotation.JsonInclude;
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
     * @param part of the data: validation or test; network for what is of no data
     * @param name of the number
     * @param level of what was varied, as the amplitude of a noise; null where nothing was
     * @param value null where the trial has none
     * @param cpu the processor that took this time; null for a number that all processors find alike
     */
    public record Found(
            String part,
            String name,
            @Nullable Double level,
            @Nullable Double value,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String cpu) {
        public static final String VALIDATION = "validation";
        public static final String TEST = "test";
        public static final String NETWORK = "network";

        /** That all processors find alike. */
        public Found(String part, String name, @Nullable Double level, @Nullable Double value) {
            this(part, name, level, value, null);
        }

        /** A time on a processor. */
        public Found takenOn(String processor) {
            return new Found(part, name, level, value, processor);
        }

        /** What of it has to be the same wherever it is found: all, or all but a time. */
        public Found result() {
            return cpu == null ? this : new Found(part, name, level, null, null);
        }

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
