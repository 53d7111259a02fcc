package io.espalier.run.action;

import io.espalier.criterion.NetworkView;
import io.espalier.data.Dataset;
import io.espalier.data.Splits;
import io.espalier.engine.Engine;
import io.espalier.engine.OrderedExamples;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.plan.tree.TrialContext;
import io.espalier.prune.Grouping;
import io.espalier.prune.Groups;
import io.espalier.prune.Mask;
import io.espalier.random.RandomKey;
import io.espalier.run.store.StepStore;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Weights;
import io.espalier.task.Task;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What all actions of a branch share: the engine, the task, the network and its family, the data, the seed, and the networks that it is compared with. */
public record ExecutionContext(
        Engine engine,
        Task task,
        NetworkFamily family,
        Network network,
        Splits data,
        RandomKey key,
        ReferenceNetworks references,
        GroupsCache cached) {
    /** The beginning of chains from a root, where nothing is stored. */
    public static ExecutionContext of(Engine engine, TrialContext root, Splits data) {
        return of(engine, null, root, data);
    }

    /** @param stepStore with what is known of reference networks; none where null */
    public static ExecutionContext of(Engine engine, @Nullable StepStore stepStore, TrialContext root, Splits data) {
        Network network = root.network()
                .build(data.train().shape(), data.train().targets().shape());
        return new ExecutionContext(
                engine,
                root.task(),
                root.network(),
                network,
                data,
                RandomKey.of(root.seed()),
                new ReferenceNetworks(engine, stepStore, root, data),
                new GroupsCache(network));
    }

    /** The beginning of every chain. */
    Snapshot initial() {
        return Snapshot.initial(Weights.of(initialWeights()), Mask.full(network.layout()));
    }

    float[] initialWeights() {
        return family.weights(network, key);
    }

    /** The groups that a grouping makes of the network. */
    public Groups groups(Grouping grouping) {
        return cached.of(grouping);
    }

    /** Logits of this network with other weights, row-major (examples, classes). */
    public float[] logits(float[] weights, Dataset examples) {
        return engine.logits(network, weights, examples);
    }

    /** What a criterion may ask of this network with other weights. */
    NetworkView view(float[] weights, RandomKey own) {
        return engine.view(network, weights, scored(own), task.loss(data.train().targets()));
    }

    /** The training examples in the order in which criteria see them. */
    OrderedExamples scored(RandomKey own) {
        return new OrderedExamples(data.train(), scoringOrder(), own);
    }

    private int[] scoringOrder() {
        return key.with("score").permutation(data.train().size());
    }

    /** The first of those, or all where there are fewer. */
    public Dataset scored(int examples) {
        int[] order = scoringOrder();
        return data.train().select(Arrays.copyOf(order, Math.min(examples, order.length)));
    }
}
