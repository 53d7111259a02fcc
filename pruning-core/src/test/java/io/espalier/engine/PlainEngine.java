package io.espalier.engine;

import io.espalier.criterion.DoubleNetwork;
import io.espalier.criterion.FakeNetworkView;
import io.espalier.criterion.NetworkView;
import io.espalier.data.Dataset;
import io.espalier.network.Network;
import io.espalier.random.RandomKey;
import io.espalier.reconstruction.ActivationView;
import io.espalier.task.LossFunction;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An engine in plain Java and double arithmetic: no natives, small networks only. It really trains, so that what stands on an
 * engine can be tested without libtorch; norms use their running statistics, and train steps have no hooks.
 */
public record PlainEngine() implements Engine {
    @Override
    public Info info() {
        return new Info("plain", "any");
    }

    @Override
    public Failure failure(Throwable failure) {
        return Failure.OTHER;
    }

    @Override
    public Loop train(TrainingSetup setup) {
        return new PlainLoop(setup);
    }

    @Override
    public NetworkView view(Network network, float[] weights, OrderedExamples examples, LossFunction loss) {
        heedInterrupt();
        return new FakeNetworkView(network, weights, examples.data().select(examples.order()), examples.key());
    }

    private static void heedInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("stop requested");
        }
    }

    @Override
    public ActivationView activations(Network network, float[] weights, OrderedExamples examples) {
        return new Activations(network, weights, examples.data().select(examples.order()), examples.key());
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Activations(Network network, float[] weights, Dataset data, RandomKey random)
            implements ActivationView {
        @Override
        public int size() {
            return data.size();
        }

        @Override
        public float[] outputs(float[] values, String node, int examples) {
            return Alike.floats(outputsByNode(network, values, data, examples)
                    .flatMapToDouble(outputs -> DoubleStream.of(outputs.get(node)))
                    .toArray());
        }
    }

    /** Of each example in turn what every node gives. */
    private static Stream<Map<String, double[]>> outputsByNode(
            Network network, float[] weights, Dataset data, int examples) {
        DoubleNetwork doubles = new DoubleNetwork(network, Alike.doubles(weights), DoubleNetwork.Flow.WHOLE);
        int width = data.shape().elements();
        double[] features = Alike.doubles(data.features());
        return IntStream.range(0, examples)
                .mapToObj(e -> doubles.forward(Arrays.copyOfRange(features, e * width, (e + 1) * width)));
    }

    @Override
    public float[] logits(Network network, float[] weights, Dataset data) {
        heedInterrupt();
        String last = network.nodes().get(network.nodes().size() - 1).name();
        return Alike.floats(outputsByNode(network, weights, data, data.size())
                .flatMapToDouble(outputs -> DoubleStream.of(outputs.get(last)))
                .toArray());
    }

    @Override
    public float[] recalibrate(Network network, float[] weights, OrderedExamples examples, int batch, int batches) {
        double[] mean = new double[weights.length];
        int size = Math.min(batch, examples.data().size());
        int count = Math.min(batches, examples.data().size() / size);
        for (int i = 0; i < count; i++) {
            int[] chosen = Arrays.copyOfRange(examples.order(), i * size, (i + 1) * size);
            double[] seen = BatchStatistics.of(
                            network, Alike.doubles(weights), examples.data().select(chosen))
                    .estimating();
            Arrays.setAll(mean, w -> mean[w] + seen[w] / count);
        }
        return Alike.floats(mean);
    }

    @Override
    public Map<String, ActivationRange> ranges(Network network, float[] weights, Dataset data) {
        Map<String, ActivationRange> ranges = new HashMap<>();
        outputsByNode(network, weights, data, data.size())
                .forEach(outputs ->
                        outputs.forEach((node, values) -> ranges.merge(node, range(values), ActivationRange::with)));
        return ranges;
    }

    private static ActivationRange range(double[] values) {
        return new ActivationRange((float) DoubleStream.of(values).min().orElseThrow(), (float)
                DoubleStream.of(values).max().orElseThrow());
    }

    @Override
    public LoadedNetwork load(Network network, float[] weights) {
        throw new UnsupportedOperationException("Cannot predict row by row: nothing that runs on this engine does");
    }
}
