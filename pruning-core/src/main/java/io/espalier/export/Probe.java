package io.espalier.export;

import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;
import java.io.IOException;

/** Executes an export where no data are at hand: on raw examples that are standard normal once they are scaled, or any tokens. */
public final class Probe {
    private static final int EXAMPLES = 64;
    private static final double TOLERANCE = 1e-4;
    private static final double TOLERANCE_OF_INTEGERS = 0.1;

    private Probe() {}

    /**
     * Makes an artifact, and checks its outputs.
     *
     * @param name that file names begin with
     * @throws ExportException if it cannot be executed, or gives other outputs than the network, by more than 1e-4 of the
     *     largest, or a tenth in a format that rounds
     */
    public static Artifact checked(ExportFormat format, DeployedNetwork network, String name) throws IOException {
        Dataset examples = examples(network);
        Artifact artifact = format.write(network, name, network.scaling().apply(examples));
        double largest = 1;
        for (double output :
                network.outputs().restored(network.logits(network.scaling().apply(examples)))) {
            largest = Math.max(largest, Math.abs(output));
        }
        double difference = Execution.difference(artifact, format.name(), network, examples);
        if (difference > (format.isExact() ? TOLERANCE : TOLERANCE_OF_INTEGERS) * largest) {
            throw new ExportException(
                    format.name(), "an output of the exported file differs by " + difference + " from the network's");
        }
        return artifact;
    }

    private static Dataset examples(DeployedNetwork network) {
        Shape shape = network.network().input();
        double[] shift = network.scaling().shift();
        double[] scale = network.scaling().scale();
        RandomKey key = RandomKey.of(0).with("export");
        double[] features = new double[EXAMPLES * shape.elements()];
        for (int i = 0; i < features.length; i++) {
            int feature = i % shape.elements();
            double exact = shift[feature] + scale[feature] * number(network.network(), key, i);
            features[i] = network.takesDoubles() ? exact : (float) exact;
        }
        return Dataset.of(shape, new ClassTargets(network.network().classes(), new int[EXAMPLES]), features);
    }

    private static double number(Network network, RandomKey key, int i) {
        return network.tokens().isPresent() ? key.index(i, network.tokens().getAsInt()) : key.gaussian(i);
    }
}
