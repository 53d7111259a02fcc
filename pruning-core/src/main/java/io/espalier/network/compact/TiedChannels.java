package io.espalier.network.compact;

import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.compact.AttentionHeads.Unit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Channels that can be taken away, each with all channels of other nodes that it is tied to (see {@link ChannelTies}): along
 * a residual stage those of all its layers, of a depthwise convolution with those that it reads.
 *
 * @param layer the first weighted layer that they are units of
 * @param sets of each, the channels of all nodes that go with it
 */
public record TiedChannels(Node layer, List<List<Unit>> sets) {
    public TiedChannels {
        sets = List.copyOf(sets);
    }

    /** Those of each weighted layer that is the first of some, in order. */
    public static List<TiedChannels> of(Network network) {
        return new Finder(network).all();
    }

    private static final class Finder {
        private final Network network;
        private final ChannelTies ties;
        private final Map<Integer, List<Unit>> members = new TreeMap<>();
        private final Set<Integer> taken = new HashSet<>();

        Finder(Network network) {
            this.network = network;
            this.ties = ChannelTies.ofZeros(network);
            for (Node node : network.nodes()) {
                channels(node.name())
                        .forEach(c -> members.computeIfAbsent(ties.set(node.name(), c), key -> new ArrayList<>())
                                .add(new Unit(node, c)));
            }
            taken.addAll(sets(Node.INPUT));
            taken.addAll(sets(network.nodes().get(network.nodes().size() - 1).name()));
            network.weighted().stream().map(Node::name).filter(this::isWhole).forEach(name -> taken.addAll(sets(name)));
        }

        private IntStream channels(String node) {
            return IntStream.range(0, network.shape(node).channels());
        }

        private List<Integer> sets(String node) {
            return channels(node).mapToObj(c -> ties.set(node, c)).toList();
        }

        /** Whether all channels of several go together, for something depends on how many there are. */
        private boolean isWhole(String node) {
            return network.shape(node).channels() > 1 && new HashSet<>(sets(node)).size() == 1;
        }

        List<TiedChannels> all() {
            Map<Node, List<List<Unit>>> byLayer = new LinkedHashMap<>();
            for (Node layer : network.weighted()) {
                for (int set : sets(layer.name())) {
                    if (taken.add(set)) {
                        byLayer.computeIfAbsent(layer, key -> new ArrayList<>())
                                .add(members.getOrDefault(set, List.of()));
                    }
                }
            }
            return byLayer.entrySet().stream()
                    .map(entry -> new TiedChannels(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }
}
