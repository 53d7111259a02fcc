package io.espalier.spark.ledger;

import io.espalier.plan.tree.StepKey;
import io.espalier.result.Measurement;
import io.espalier.result.MeasurementJson;
import io.espalier.result.TrialRow;
import io.espalier.result.TrialRow.State;
import io.espalier.run.store.StepStore;
import io.espalier.spark.ledger.Verification.Check;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the rows of completed trials with the measurements in the store that they were made from: all figures, layers and evaluations,
 * but for times. A trial that the store has no measurement of is counted, and is no problem.
 */
final class StoredMeasurements {
    private final StepStore stepStore;
    private final List<String> differing = new ArrayList<>();
    private int same;
    private int unknown;

    StoredMeasurements(StepStore stepStore) {
        this.stepStore = stepStore;
    }

    /** The steps whose measurements differ from a row of this batch; rows may share one. Columns that it was written without
     * are not compared. */
    Set<StepKey> compare(Batch batch) throws IOException {
        Set<StepKey> keys = new LinkedHashSet<>();
        for (TrialRow row : batch.trials()) {
            StepKey key = new StepKey(row.identity().stepKey());
            if (row.outcome().state() == State.COMPLETED
                    && differs(batch.record(row).measurement(), batch.unwritten(), row)) {
                keys.add(key);
            }
        }
        return keys;
    }

    private boolean differs(Measurement recorded, Set<String> unwritten, TrialRow row) throws IOException {
        StepKey key = new StepKey(row.identity().stepKey());
        Optional<Measurement> stored = stepStore.measurement(key);
        if (stored.isEmpty()) {
            unknown++;
            return false;
        }
        Optional<String> difference = MeasurementJson.difference(recorded, stored.get(), unwritten);
        if (difference.isEmpty()) {
            same++;
            return false;
        }
        differing.add("Trial " + row.identity().trialId() + " differs from the stored measurement " + key.value() + ": "
                + difference.get());
        return true;
    }

    Check check() {
        String more = unknown == 0 ? "" : ", " + unknown + " not in the store";
        return new Check(same + " rows match the stored measurements" + more, differing);
    }
}
