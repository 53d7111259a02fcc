package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.Splits;
import io.espalier.network.Network;
import io.espalier.plan.Root;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What all actions of a branch share: the network, the data, the seed, who is related. */
public record Setting(Network network, Splits data, RandomKey key, Relatives relatives) {
    /** The beginning of chains from a root, where nothing is stored. */
    public static Setting of(Root root, Splits data) {
        return of(null, root, data);
    }

    /** @param vault with what is known of relatives; none where null */
    static Setting of(@Nullable Vault vault, Root root, Splits data) {
        Network network =
                root.network().build(data.train().shape(), data.train().classes());
        return new Setting(network, data, RandomKey.of(root.seed()), new Relatives(vault, root, data));
    }

    /** The training examples in the order in which criteria see them. */
    int[] scoringOrder() {
        return key.with("score").permutation(data.train().size());
    }

    /** The first of those, or all where there are fewer. */
    Dataset scored(int examples) {
        int[] order = scoringOrder();
        return data.train().select(Arrays.copyOf(order, Math.min(examples, order.length)));
    }
}
