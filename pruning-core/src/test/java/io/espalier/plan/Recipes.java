package io.espalier.plan;

import io.espalier.binding.Binder;
import io.espalier.data.DataSpec;
import io.espalier.data.Dataset;
import io.espalier.data.Splits;
import io.espalier.data.source.Digits;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.Mlp;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.StepKey;
import io.espalier.plan.tree.SweepTree;
import io.espalier.plan.tree.TrialContext;
import io.espalier.recipe.Step;
import io.espalier.recipe.Train;
import io.espalier.sweep.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Recipes and trials on tiny data: 40 examples to train on, of 4 features and 3 classes. */
public final class Recipes {
    static final DataSpec SPEC = new DataSpec(new Digits(), 0.2, 0.2, 0, DataSpec.Scaling.UNIT, null);
    public static final Splits DATA = Splits.of(examples(40), examples(12), examples(9));
    static final Mlp NETWORK = new Mlp(List.of(8, 12), Mlp.Activation.RELU);
    static final String ENGINE = "engine-1";
    static final TrialChains CHAINS = new TrialChains(Map.of(SPEC, DATA), ENGINE);

    private Recipes() {}

    private static Dataset examples(int count) {
        return new Dataset(
                Shape.vector(4),
                3,
                new float[4 * count],
                IntStream.range(0, count).map(i -> i % 3).toArray());
    }

    /** Steps from JSON with single quotes. */
    public static List<Step> steps(String... singleQuoted) {
        return Arrays.stream(singleQuoted)
                .map(text -> Binder.ofContext().parse(text.replace('\'', '"'), Step.class))
                .toList();
    }

    static Trial trial(long seed, List<Step> steps) {
        return new Trial(SPEC, NETWORK, seed, steps);
    }

    public static TrialContext root(long seed) {
        return new TrialContext(NETWORK, DATA.hash(), ENGINE, seed);
    }

    /** All epochs in these steps. */
    static int epochs(List<Step> steps) {
        return steps.stream()
                .filter(Train.class::isInstance)
                .mapToInt(step -> ((Train) step).epochs())
                .sum();
    }

    /** The key of a chain's end, one action after the other. */
    public static StepKey end(SweepTree.Chain chain) {
        StepKey key = chain.root().key();
        for (Action action : chain.actions()) {
            key = key.then(action);
        }
        return key;
    }
}
