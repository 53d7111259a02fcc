package io.espalier.pareto;

import io.espalier.metric.DataPart;
import io.espalier.metric.Score;
import io.espalier.result.TrialRow;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One trial as the report sees it.
 *
 * @param candidate what the trial shares with its other seeds and with nothing else
 * @param axes the same for people: values of the grid's axes by name, in the order of the grid
 * @param values finite values by column: objectives, {@code validation_error}, {@code test_error}; absent where null
 * @param controls the sibling trial of the same seed by control; absent where it did not complete
 * @param validationExamples how many examples its validation errors are fractions of; null where that is not known
 * @param chosenBy what trials of its task are chosen by and compared with their controls in
 * @param role {@link #CANDIDATE}, the name of a control, or {@code baseline}: all of them can be deployed
 */
public record TrialResult(
        String trialId,
        String candidate,
        Map<String, Object> axes,
        long seed,
        TrialRow.State state,
        Map<String, Double> values,
        Map<String, Sibling> controls,
        @Nullable Integer validationExamples,
        Objective chosenBy,
        String role) {
    /**
     * A control's trial.
     *
     * @param error its value of what the candidate is chosen by
     * @param bytes null where that is not known
     */
    public record Sibling(double error, @Nullable Double bytes) {
        public Sibling(double error) {
            this(error, null);
        }
    }

    public static final String CANDIDATE = "candidate";
    public static final String VALIDATION_ERROR = "validation_error";
    public static final String TEST_ERROR = "test_error";
    public static final String BYTES = "bytes";
    /** What trials are chosen by in rows that do not say: that of these that they have. */
    public static final List<Objective> USUAL = Objective.parseAll("validation_error:min,validation_rmse:min");

    /** Of how many evaluations the validation error is the best, where it is one. */
    public static final String BEST_OF = "best_of";

    /** What the best constant answer has in the column that the trial is chosen by. */
    public static final String CONSTANT_SCORE = "constant_score";

    public TrialResult {
        axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
        values = Map.copyOf(values);
        controls = Map.copyOf(controls);
    }

    /** The same under other axes. */
    public TrialResult named(Map<String, Object> others) {
        return new TrialResult(
                trialId, candidate, others, seed, state, values, controls, validationExamples, chosenBy, role);
    }

    /** The same with its validation errors as fractions of so many examples. */
    public TrialResult of(@Nullable Integer examples) {
        return new TrialResult(trialId, candidate, axes, seed, state, values, controls, examples, chosenBy, role);
    }

    /** Size of a control's trial; null where there is none that completed, or its size is not known. */
    public @Nullable Double controlBytes(String control) {
        Sibling sibling = controls.get(control);
        return sibling == null ? null : sibling.bytes();
    }

    /** How many examples a column is a fraction of; empty unless it is an error rate of the validation part. */
    OptionalInt examples(String column) {
        boolean isShare = DataPart.VALIDATION.isIn(column)
                && Score.inColumn(column).filter(Score::isShareOfExamples).isPresent();
        return validationExamples == null || !isShare ? OptionalInt.empty() : OptionalInt.of(validationExamples);
    }

    /** The column of the test part that tells the same as that which the trial is chosen by. */
    public String reported() {
        return DataPart.TEST.like(chosenBy.column(), DataPart.VALIDATION);
    }

    boolean completed() {
        return state == TrialRow.State.COMPLETED;
    }

    /** Whether the trial completed with a value for every objective. */
    boolean counts(List<Objective> objectives) {
        return completed()
                && objectives.stream().allMatch(objective -> {
                    Double value = values.get(objective.column());
                    return value != null && Double.isFinite(value);
                });
    }
}
