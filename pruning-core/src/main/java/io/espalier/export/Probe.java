package io.espalier.export;

import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;
import java.io.IOException;

/** Executes an export where no data are at hand: on raw examples that are standard normal once they are scaled. */
public final class Probe {
    private static final int EXAMPLES = 64;
    private static final double TOLERANCE = 1e-4;

    private Probe() {}

    /**
     * Checks the logits of an artifact in an exact format.
     *
     * @throws ExportException if it cannot be executed, or gives other logits than the network, by more than 1e-4 of the
     *     largest
     */
    public static void check(Artifact artifact, String format, DeployedNetwork network) throws IOException {
        Dataset examples = examples(network);
        double largest = 1;
        for (float logit : network.logits(network.scaling().apply(examples))) {
            largest = Math.max(largest, Math.abs(logit));
        }
        double difference = Execution.of(artifact, format, network, examples).logitDifference();
        if (difference > TOLERANCE * largest) {
            throw new ExportException(
                    format, "a logit of the exported file differs by " + difference + " from the network's");
        }
    }

    private static Dataset examples(DeployedNetwork network) {
        Shape shape = network.network().input();
        double[] shift = network.scaling().shift();
        double[] scale = network.scaling().scale();
        RandomKey key = RandomKey.of(0).with("export");
        double[] features = new double[EXAMPLES * shape.elements()];
        for (int i = 0; i < features.length; i++) {
            int feature = i % shape.elements();
            double exact = shift[feature] + scale[feature] * key.gaussian(i);
            features[i] = network.takesDoubles() ? exact : (float) exact;
        }
        return Dataset.of(shape, new ClassTargets(network.network().classes(), new int[EXAMPLES]), features);
    }
}
