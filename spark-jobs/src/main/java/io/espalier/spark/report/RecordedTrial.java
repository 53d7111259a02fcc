package io.espalier.spark.report;

import io.espalier.pareto.TrialResult;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of the trials table as its sweep's present file sees it.
 *
 * @param observation with the axes of the file, and without the number of validation examples
 * @param isPresent whether the present file asks for it; it is of an earlier one else
 * @param isControl whether it is a control of the file
 * @param place which place of its recipe was measured, as in {@code 3 train}
 * @param data the description of its data; {@code dataHash} the hash of their content, null where that is not known
 * @param finishedAt when it was measured; empty where it was not
 * @param validationExamples as the table has it; null in rows of builds that did not write it
 */
record RecordedTrial(
        TrialResult observation,
        boolean isPresent,
        boolean isControl,
        String place,
        Object data,
        @Nullable String dataHash,
        String finishedAt,
        @Nullable Integer validationExamples) {
    /** With one more axis. */
    RecordedTrial with(String axis, Object value) {
        Map<String, Object> axes = new LinkedHashMap<>(observation.axes());
        axes.put(axis, value);
        return with(observation.named(axes));
    }

    /** With the number of examples that its validation errors are fractions of. */
    RecordedTrial of(@Nullable Integer examples) {
        return with(observation.of(examples));
    }

    private RecordedTrial with(TrialResult changed) {
        return new RecordedTrial(changed, isPresent, isControl, place, data, dataHash, finishedAt, validationExamples);
    }
}
