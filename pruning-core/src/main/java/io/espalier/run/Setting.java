package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.data.Splits;
import io.espalier.network.Network;
import io.espalier.random.RandomKey;
import java.util.Arrays;

/** What all actions of a branch share: the network, the data, the seed. */
public record Setting(Network network, Splits data, RandomKey key) {
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
