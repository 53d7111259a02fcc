package io.espalier.pareto;

import io.espalier.result.TrialRow;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One trial as the report sees it.
 *
 * @param candidate what the trial shares with its other seeds and with nothing else
 * @param axes the same for people: values of the grid's axes by name, in the order of the grid
 * @param values finite values by column: objectives, {@code validation_error}, {@code test_error}; absent where null
 * @param controls validation error of the sibling trial of the same seed by control; absent where it did not complete
 */
public record Observation(
        String trialId,
        String candidate,
        Map<String, Object> axes,
        long seed,
        TrialRow.State state,
        Map<String, Double> values,
        Map<String, Double> controls) {

    public static final String VALIDATION_ERROR = "validation_error";
    public static final String TEST_ERROR = "test_error";

    public Observation {
        axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
        values = Map.copyOf(values);
        controls = Map.copyOf(controls);
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
