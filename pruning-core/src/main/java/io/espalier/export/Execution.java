package io.espalier.export;

import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.metric.ClassPredictions;
import io.espalier.metric.ErrorRate;
import java.io.IOException;

/**
 * What came of executing an artifact beside the network that it was made of.
 *
 * @param error fraction of the examples that it got wrong
 * @param logitDifference largest absolute difference of a logit to the engine's
 */
public record Execution(int examples, double error, double logitDifference) {
    /**
     * Executes on raw examples.
     *
     * @throws NoRuntimeException if nothing on this machine executes the artifact
     * @throws ExportException if it cannot be executed, or gives something else than logits
     */
    public static Execution of(Artifact artifact, String format, DeployedNetwork network, Dataset raw)
            throws IOException {
        float[] logits = artifact.logits(raw);
        float[] expected = network.logits(network.scaling().apply(raw));
        if (logits.length != expected.length) {
            throw new ExportException(
                    format, "the exported file gave " + logits.length + " logits (must be " + expected.length + ")");
        }
        double difference = 0;
        for (int i = 0; i < logits.length; i++) {
            difference = Math.max(difference, Math.abs((double) logits[i] - expected[i]));
        }
        if (!Double.isFinite(difference)) {
            throw new ExportException(format, "the exported file gave logits that are not finite");
        }
        return new Execution(raw.size(), error(logits, raw), difference);
    }

    private static double error(float[] logits, Dataset raw) {
        return new ErrorRate()
                .of(ClassPredictions.of(logits, ClassTargets.of(raw)))
                .orElseThrow();
    }
}
