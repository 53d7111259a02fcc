package io.espalier.export;

import io.espalier.data.Dataset;
import io.espalier.metric.NonFiniteLogitsException;
import io.espalier.metric.Score;
import io.espalier.task.Task;
import java.io.IOException;

/**
 * What came of executing an artifact beside the network that it was made of.
 *
 * @param measure of the task; {@code error} its value for what the artifact gave
 * @param difference largest absolute difference of a logit to the engine's, or of a value, in the target's own unit
 */
public record Execution(int examples, Score measure, double error, double difference) {
    /**
     * Executes on the raw test part.
     *
     * @throws NoRuntimeException if nothing on this machine executes the artifact
     * @throws ExportException if it cannot be executed, or gives something else than the network's outputs
     */
    public static Execution of(Artifact artifact, String format, DeployedNetwork network, TrialData data, Task task)
            throws IOException {
        double[] found = artifact.outputs(data.rawTest());
        double difference = difference(found, format, network, data.rawTest());
        try {
            double error = task.predictions(
                            network.outputs().given(found), data.scaled().test().targets())
                    .score(task.choice())
                    .orElseThrow();
            return new Execution(data.rawTest().size(), task.choice(), error, difference);
        } catch (NonFiniteLogitsException e) {
            throw new ExportException(format, e);
        }
    }

    /**
     * How far an artifact is from the network.
     *
     * @param raw examples as the source gives them, not scaled
     * @return largest absolute difference of an output
     * @throws ExportException as {@link #of} does
     */
    public static double difference(Artifact artifact, String format, DeployedNetwork network, Dataset raw)
            throws IOException {
        return difference(artifact.outputs(raw), format, network, raw);
    }

    private static double difference(double[] found, String format, DeployedNetwork network, Dataset raw)
            throws IOException {
        Outputs outputs = network.outputs();
        double[] expected = outputs.restored(network.logits(network.scaling().apply(raw)));
        if (found.length != expected.length) {
            throw new ExportException(
                    format,
                    "the exported file gave " + found.length + " " + outputs.name() + " (must be " + expected.length
                            + ")");
        }
        double difference = 0;
        for (int i = 0; i < found.length; i++) {
            difference = Math.max(difference, Math.abs(found[i] - expected[i]));
        }
        if (!Double.isFinite(difference)) {
            throw new ExportException(format, "the exported file gave " + outputs.name() + " that are not finite");
        }
        return difference;
    }
}
