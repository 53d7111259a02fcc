package io.espalier.run.action;

import io.espalier.data.Dataset;
import io.espalier.data.Splits;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.plan.tree.TrialContext;
import io.espalier.random.RandomKey;
import io.espalier.run.store.StepStore;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What all actions of a branch share: the network and its family, the data, the seed, and the networks that it is compared with. */
public record ExecutionContext(
        NetworkFamily family, Network network, Splits data, RandomKey key, ReferenceNetworks references) {
    /** The beginning of chains from a root, where nothing is stored. */
    public static ExecutionContext of(TrialContext root, Splits data) {
        return of(null, root, data);
    }

    /** @param stepStore with what is known of reference networks; none where null */
    public static ExecutionContext of(@Nullable StepStore stepStore, TrialContext root, Splits data) {
        Network network =
                root.network().build(data.train().shape(), data.train().classes());
        RandomKey key = RandomKey.of(root.seed());
        return new ExecutionContext(root.network(), network, data, key, new ReferenceNetworks(stepStore, root, data));
    }

    /** The training examples in the order in which criteria see them. */
    int[] scoringOrder() {
        return key.with("score").permutation(data.train().size());
    }

    /** The first of those, or all where there are fewer. */
    public Dataset scored(int examples) {
        int[] order = scoringOrder();
        return data.train().select(Arrays.copyOf(order, Math.min(examples, order.length)));
    }
}
