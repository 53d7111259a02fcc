package io.espalier.run;

import io.espalier.engine.Engine;
import io.espalier.result.TrialRow.Provenance;

/** What makes numbers in this JVM. */
public final class CurrentProvenance {
    private CurrentProvenance() {}

    /** @param codeVersion of the build that plans the sweep */
    public static Provenance of(Engine engine, String dataHash, String codeVersion) {
        return new Provenance(
                Provenance.SCHEMA_VERSION,
                codeVersion,
                dataHash,
                engine.info().name(),
                engine.info().processor(),
                System.getProperty("java.runtime.version"));
    }
}
