package io.espalier.network.compact;

import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.ChannelMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The heads of one attention, each of which can be taken away whole.
 *
 * @param attention the node
 * @param heads of each, the units of all layers that its queries, keys and values are made of
 */
public record AttentionHeads(Node attention, List<List<Unit>> heads) {
    public AttentionHeads {
        heads = List.copyOf(heads);
    }

    /** A unit of a weighted layer. */
    public record Unit(Node node, int number) {}

    /** Those of each attention whose heads are made of units of their own, in order. */
    public static List<AttentionHeads> of(Network network) {
        Finder finder = new Finder(network);
        return network.nodes().stream()
                .map(finder::heads)
                .filter(found -> !found.heads.isEmpty())
                .toList();
    }

    /** The layer that gives a head's values last. */
    public Node layer() {
        List<Unit> first = heads.get(0);
        return first.get(first.size() - 1).node();
    }

    /** The layers that lose units with a head. */
    public List<String> layers() {
        return heads.get(0).stream().map(unit -> unit.node().name()).distinct().toList();
    }

    private record Finder(Network network, ChannelTies ties) {
        Finder(Network network) {
            this(network, new ChannelTies(network));
        }

        /** No heads where the node is no attention, or where some cannot be taken away. */
        AttentionHeads heads(Node node) {
            List<Set<Integer>> sets = sets(node);
            List<List<Unit>> heads = sets.stream().map(this::units).toList();
            Set<Integer> taken = new HashSet<>(ofNode(Node.INPUT));
            taken.addAll(ofNode(network.nodes().get(network.nodes().size() - 1).name()));
            boolean apart = sets.stream().flatMap(Set::stream).allMatch(taken::add);
            boolean made = heads.stream().noneMatch(List::isEmpty);
            return new AttentionHeads(node, apart && made ? heads : List.of());
        }

        /** What the channels of each head are tied to: outputs that depend on the same products are of one head. */
        private List<Set<Integer>> sets(Node node) {
            ChannelMap map = network.channels(node);
            Map<List<Integer>, Set<Integer>> byProducts = new LinkedHashMap<>();
            for (int channel = 0; channel < map.units(); channel++) {
                List<Integer> products =
                        Arrays.stream(map.products(channel)).boxed().toList();
                if (!products.isEmpty()) {
                    Set<Integer> head = byProducts.computeIfAbsent(products, key -> queries(node, key));
                    head.add(ties.set(node.name(), channel));
                }
            }
            return List.copyOf(byProducts.values());
        }

        private Set<Integer> queries(Node node, List<Integer> products) {
            Set<Integer> sets = new HashSet<>();
            products.forEach(c -> sets.add(ties.set(node.inputs().get(0), c)));
            return sets;
        }

        private List<Unit> units(Set<Integer> sets) {
            List<Unit> units = new ArrayList<>();
            for (Node node : network.weighted()) {
                channels(node.name())
                        .filter(c -> sets.contains(ties.set(node.name(), c)))
                        .forEach(c -> units.add(new Unit(node, c)));
            }
            return units;
        }

        private List<Integer> ofNode(String node) {
            return channels(node).mapToObj(c -> ties.set(node, c)).toList();
        }

        private IntStream channels(String node) {
            return IntStream.range(0, network.shape(node).channels());
        }
    }
}
