package io.espalier.run.action;

import io.espalier.network.Network;
import io.espalier.prune.Grouping;
import io.espalier.prune.Groups;
import java.util.HashMap;
import java.util.Map;

/** The groups of one network, each kind worked out once. */
final class GroupsCache {
    private final Network network;
    private final Map<Grouping, Groups> groups = new HashMap<>();

    GroupsCache(Network network) {
        this.network = network;
    }

    Groups of(Grouping grouping) {
        return groups.computeIfAbsent(grouping, g -> Groups.of(network, g));
    }
}
