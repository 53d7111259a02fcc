package io.espalier.reparameterization;

import io.espalier.criterion.Fixtures;
import io.espalier.data.Dataset;
import io.espalier.engine.TrainingSetup;
import io.espalier.engine.cpu.TrainingLoop;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Tanh;
import io.espalier.prune.Mask;
import io.espalier.prune.Nets;
import io.espalier.quantization.Quantizer;
import io.espalier.random.RandomKey;
import io.espalier.recipe.TrainingHooks;
import io.espalier.recipe.train.Optimizer;
import io.espalier.sharing.SharingPattern;
import io.espalier.task.LossFunction;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Every registered reparameterization, on networks of few parameters. */
abstract class ReparameterizationCases {
    static final int EXAMPLES = 12;
    static final int[] ORDER = IntStream.range(0, EXAMPLES).toArray();
    static final RandomKey NOISE = RandomKey.of(8);

    /** Options with which one is tried besides its defaults. */
    static final List<Reparameterization> OTHERS = List.of(
            new LowRank(2, Map.of(), 0.5),
            new WeightSharing(new SharingPattern.Circulant(3, SharingPattern.Circulant.Signs.HASHED)),
            new WeightSharing(new SharingPattern.FrequencyHashed(3, 1, 2, 4)),
            new FunctionalHashing(3, 2, new Combination.ScaledSum(), 1),
            new HyperNetwork(2, 3, 2, 1),
            new GeneralizedDropout(1, 1, 1, 0.5, GeneralizedDropout.AtTest.MEAN),
            new BlockSparsity(2, 2, 0.5, 2, 10, 20, 4, 0.1),
            new FakeQuantization(new Quantizer.Ternary(), Map.of()));

    static List<Reparameterization> all() {
        return Stream.concat(
                        ServiceLoader.load(Reparameterization.class).stream().map(ServiceLoader.Provider::get),
                        OTHERS.stream())
                .toList();
    }

    static Stream<Arguments> cases() {
        return all().stream().flatMap(r -> Stream.of(Nets.mlp(new Tanh(), 4, 6, 3), Nets.residual(), smooth())
                .map(network -> Arguments.of(r, network)));
    }

    /** A convolution with a bias, and nothing with corners behind it. */
    static Network smooth() {
        return new Network(
                "smooth",
                new Shape(2, 3, 3),
                List.of(
                        new Node("conv", new Conv(2, 3, 2, 1, 0, 1, Conv.Bias.PRESENT), List.of("input")),
                        new Node("tanh", new Tanh(), List.of("conv")),
                        new Node("flatten", new Flatten(), List.of("tanh")),
                        new Node("fc", new Gemm(12, 3), List.of("flatten"))));
    }

    static Dataset data(Network network) {
        return Fixtures.data(network, EXAMPLES, 4);
    }

    static float[] weights(Network network) {
        return Fixtures.weights(network, 3);
    }

    static float[] own(Reparameterization r, Network network) {
        return r.begin(network, EXAMPLES).initial(weights(network), RandomKey.of(2));
    }

    static TrainingLoop loop(
            Reparameterization r, Network network, Mask mask, int batch, Optimizer optimizer, RandomKey noise) {
        float[] start = weights(network);
        mask.apply(start);
        TrainingHooks hooks = new TrainingHooks(List.of(), r, List.of(), null);
        return new TrainingLoop(new TrainingSetup(
                network,
                new TrainingSetup.Start(start, mask),
                data(network),
                new TrainingSetup.Goal(new LossFunction.CrossEntropy()),
                batch,
                optimizer,
                hooks,
                noise));
    }

    /** One step of plain descent at rate 1 from these numbers of its own: the loss before, and the numbers after. */
    static double step(Reparameterization r, Network network, float[] own) {
        return step(r, network, own, 1);
    }

    /** The same at any rate. */
    static double step(Reparameterization r, Network network, float[] own, double rate) {
        try (TrainingLoop loop =
                loop(r, network, Mask.full(network.layout()), EXAMPLES, new Optimizer.Sgd(1, 0), NOISE)) {
            loop.restore(Map.of("own", own.clone()), 0);
            double loss = loop.step(ORDER, 0, EXAMPLES, rate);
            System.arraycopy(loop.moments().get("own"), 0, own, 0, own.length);
            return loss;
        }
    }
}
