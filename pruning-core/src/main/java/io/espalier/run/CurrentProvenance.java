package io.espalier.run;

import io.espalier.engine.Processor;
import io.espalier.engine.torch.Torch;
import io.espalier.result.TrialRow.Provenance;

/** What makes numbers in this JVM. */
public final class CurrentProvenance {
    private CurrentProvenance() {}

    /** @param codeVersion of the build that plans the sweep */
    public static Provenance here(String dataHash, String codeVersion) {
        return new Provenance(
                Provenance.SCHEMA_VERSION,
                codeVersion,
                dataHash,
                Torch.version(),
                Processor.name(),
                System.getProperty("java.runtime.version"));
    }
}
