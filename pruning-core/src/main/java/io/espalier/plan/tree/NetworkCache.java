package io.espalier.plan.tree;

import io.espalier.data.Splits;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.prune.Grouping;
import io.espalier.prune.Groups;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a sweep's data make of its network families, each built once. */
public final class NetworkCache {
    private final Map<String, Splits> data;
    private final Map<Key, Network> networks = new HashMap<>();
    private final Map<GroupsKey, Groups> groups = new HashMap<>();

    private record Key(String dataHash, NetworkFamily family) {}

    private record GroupsKey(Network network, Grouping grouping) {}

    public NetworkCache(Collection<Splits> data) {
        this.data = data.stream().collect(Collectors.toMap(Splits::hash, Function.identity(), (one, same) -> one));
    }

    /** @throws IllegalArgumentException if the data do not fit the family */
    public Network of(String dataHash, NetworkFamily family) {
        Key key = new Key(dataHash, family);
        Network known = networks.get(key);
        if (known == null) {
            Splits splits = data(dataHash);
            known = family.build(
                    splits.train().shape(), splits.train().targets().shape());
            networks.put(key, known);
        }
        return known;
    }

    /** @throws IllegalArgumentException if the grouping does not fit the network */
    public Groups groups(Network network, Grouping grouping) {
        GroupsKey key = new GroupsKey(network, grouping);
        Groups known = groups.get(key);
        if (known == null) {
            known = Groups.of(network, grouping);
            groups.put(key, known);
        }
        return known;
    }

    public Splits data(String hash) {
        Splits splits = data.get(hash);
        if (splits == null) {
            throw new IllegalStateException("Cannot find data " + hash + ": the sweep did not load it");
        }
        return splits;
    }
}
