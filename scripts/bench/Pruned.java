import io.espalier.data.Dataset;
import io.espalier.engine.TrainingSetup;
import io.espalier.engine.cpu.CompactLoop;
import io.espalier.engine.Loop;
import io.espalier.engine.cpu.TrainingLoop;
import io.espalier.network.compact.Compaction;
import io.espalier.network.Initialization;
import io.espalier.network.Layout;
import io.espalier.network.zoo.LeNet300100;
import io.espalier.network.zoo.LeNet5Caffe;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter;
import io.espalier.network.zoo.ResNet8;
import io.espalier.network.op.Shape;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.prune.Granularity;
import io.espalier.prune.Groups;
import io.espalier.prune.Mask;
import io.espalier.random.RandomKey;
import io.espalier.recipe.train.Optimizer;
import io.espalier.task.LossFunction;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * scripts/bench/pruned: a training step of pruned networks as it is taken, against the same step by the whole network
 * under its mask, turn by turn on one thread. Prints one JSON object per line.
 *   Pruned ROUNDS
 */
public final class Pruned {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Optimizer ADAM = new Optimizer.Adam(0.0001, 0.9, 0.999, 1e-8, 0);
    private static final int BATCHES = 20;

    public static void main(String[] arguments) {
        int rounds = Integer.parseInt(arguments[0]);
        Network lenet = new LeNet300100().build(new Shape(1, 28, 28), 10);
        for (double sparsity : new double[] {0, 0.5, 0.8, 0.9, 0.93, 0.95, 0.965, 0.98, 0.988, 0.995}) {
            compare("lenet-300-100", "weight", sparsity, lenet, weights(lenet, sparsity), 60, 100, rounds);
        }
        for (double sparsity : new double[] {0.25, 0.5, 0.75, 0.9}) {
            compare("lenet-300-100", "neuron", sparsity, lenet, units(lenet, sparsity), 60, 100, rounds);
        }
        Network caffe = new LeNet5Caffe().build(new Shape(1, 28, 28), 10);
        Network resnet = new ResNet8(16).build(new Shape(3, 32, 32), 10);
        for (double sparsity : new double[] {0.25, 0.5, 0.75}) {
            compare("lenet-5-caffe", "unit", sparsity, caffe, units(caffe, sparsity), 64, 6, rounds);
            compare("resnet-8", "unit", sparsity, resnet, units(resnet, sparsity), 64, 2, rounds);
        }
    }

    /** That fraction of each layer's weights gone, at random. */
    private static Mask weights(Network network, double sparsity) {
        Mask mask = Mask.full(network.layout());
        for (Layout.Slot slot : network.layout().slots(Parameter.Role.WEIGHT)) {
            int[] order = RandomKey.of(1).with(slot.offset()).permutation(slot.parameter().size());
            for (int i = 0; i < Math.round(sparsity * order.length); i++) {
                mask.remove(slot.offset() + order[i]);
            }
        }
        return mask;
    }

    /** That fraction of each layer's units gone, with all that only serves them. */
    private static Mask units(Network network, double sparsity) {
        Groups groups = Groups.of(network, new Granularity.Unit(), OutputLayerPolicy.KEEP);
        boolean[] kept = new boolean[groups.count()];
        Arrays.fill(kept, true);
        for (Groups.Layer layer : groups.layers()) {
            Arrays.fill(kept, layer.first(), layer.first() + (int) Math.round(sparsity * layer.count()), false);
        }
        return groups.expand(kept);
    }

    private static void compare(
            String name, String what, double sparsity, Network network, Mask mask, int batch, int steps, int rounds) {
        float[] weights = Initialization.weights(network, RandomKey.of(1));
        mask.apply(weights);
        Dataset data = data(network, BATCHES * batch);
        double[][] times = new double[2][rounds];
        try (Loop whole = new TrainingLoop(new TrainingSetup(network, new TrainingSetup.Start(weights, mask), data, new TrainingSetup.Goal(new LossFunction.CrossEntropy()), batch, ADAM));
                Loop left = new CompactLoop(new TrainingSetup(network, new TrainingSetup.Start(weights, mask), data, new TrainingSetup.Goal(new LossFunction.CrossEntropy()), batch, ADAM))) {
            for (int warm = 0; warm < 8; warm++) {
                time(whole, batch, steps);
                time(left, batch, steps);
            }
            for (int round = 0; round < rounds; round++) {
                times[0][round] = time(whole, batch, steps);
                times[1][round] = time(left, batch, steps);
            }
        }
        double[] ratios = new double[rounds];
        Arrays.setAll(ratios, i -> times[0][i] / times[1][i]);
        Network small = Compaction.of(network, weights).network();
        System.out.printf(
                Locale.ROOT,
                "{\"network\":\"%s\",\"granularity\":\"%s\",\"sparsity\":%s,\"kept_macs\":%.4f,\"nonzero_macs\":%.4f,"
                        + "\"masked_us\":%.1f,\"taken_us\":%.1f,\"ratio\":%.3f}%n",
                name, what, sparsity, (double) small.macs() / network.macs(),
                (double) network.nonzeroMacs(weights) / network.macs(),
                median(times[0]), median(times[1]), median(ratios));
    }

    private static Dataset data(Network network, int examples) {
        float[] features = new float[examples * network.input().elements()];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) RandomKey.of(2).uniform(i);
        }
        return new Dataset(network.input(), 10, features, IntStream.range(0, examples).map(i -> i % 10).toArray());
    }

    private static double time(Loop loop, int batch, int steps) {
        int[] order = IntStream.range(0, BATCHES * batch).toArray();
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < steps; i++) {
            int from = i % BATCHES * batch;
            loop.step(order, from, from + batch, 0.0001);
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / steps;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
