package io.espalier.engine;

import io.espalier.criterion.DoubleNetwork;
import io.espalier.data.Dataset;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.BatchNormalization;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What each batch norm sees when all of them normalise by the batch, in plain double arithmetic. */
public final class BatchStatistics {
    private final Network network;
    private final Dataset batch;
    private final double[] biased;
    private final double[] unbiased;

    private BatchStatistics(Network network, double[] parameters, Dataset batch) {
        this.network = network;
        this.batch = batch;
        this.biased = parameters.clone();
        this.unbiased = parameters.clone();
        network.nodes().stream()
                .filter(node -> node.op() instanceof BatchNormalization)
                .forEach(this::fix);
    }

    public static BatchStatistics of(Network network, double[] parameters, Dataset batch) {
        return new BatchStatistics(network, parameters, batch);
    }

    /** The parameters with the batch's means and variances (divided by n) as running statistics. */
    double[] normalizing() {
        return biased;
    }

    /** The parameters with the batch's means and unbiased variances (divided by n - 1) as running statistics. */
    public double[] estimating() {
        return unbiased;
    }

    /** Norms in front of this one are settled already, so what it reads is final. */
    private void fix(Node norm) {
        double[][] inputs = inputs(norm);
        int positions = network.shape(norm.name()).positions();
        int mean = network.layout().slot(norm.name() + ".mean").offset();
        int variance = network.layout().slot(norm.name() + ".variance").offset();
        for (int c = 0; c < network.shape(norm.name()).channels(); c++) {
            int first = c * positions;
            double[] seen = Arrays.stream(inputs)
                    .flatMapToDouble(x -> DoubleStream.of(x).skip(first).limit(positions))
                    .toArray();
            double center = Arrays.stream(seen).average().orElseThrow();
            double squares =
                    Arrays.stream(seen).map(x -> (x - center) * (x - center)).sum();
            biased[mean + c] = center;
            unbiased[mean + c] = center;
            biased[variance + c] = squares / seen.length;
            unbiased[variance + c] = squares / (seen.length - 1);
        }
    }

    private double[][] inputs(Node norm) {
        DoubleNetwork doubles = new DoubleNetwork(network, biased, DoubleNetwork.Flow.WHOLE);
        int width = batch.shape().elements();
        double[] features = Alike.doubles(batch.features());
        return IntStream.range(0, batch.size())
                .mapToObj(e -> doubles.forward(Arrays.copyOfRange(features, e * width, (e + 1) * width)))
                .map(values -> values.get(norm.inputs().get(0)))
                .toArray(double[][]::new);
    }
}
