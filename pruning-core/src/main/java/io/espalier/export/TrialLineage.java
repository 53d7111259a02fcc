package io.espalier.export;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a network that ships was made by.
 *
 * @param trialId hash of the trial's canonical JSON; {@code recipe} that JSON
 * @param stepKey content address of the trial's last step
 * @param dataHash of the examples and their split
 * @param codeVersion of the code that made the trial's row
 */
public record TrialLineage(String trialId, String stepKey, String recipe, String dataHash, String codeVersion) {
    /** As metadata of a file. */
    public SortedMap<String, String> metadata() {
        return new TreeMap<>(Map.of(
                "trial_id", trialId,
                "step_key", stepKey,
                "recipe", recipe,
                "data_hash", dataHash,
                "code_version", codeVersion));
    }
}
