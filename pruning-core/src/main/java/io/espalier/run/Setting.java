package io.espalier.run;

import io.espalier.data.Splits;
import io.espalier.network.Network;
import io.espalier.random.RandomKey;

/** What all actions of a branch share: the network, the data, the seed. */
public record Setting(Network network, Splits data, RandomKey key) {}
