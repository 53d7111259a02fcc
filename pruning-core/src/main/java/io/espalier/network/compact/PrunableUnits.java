package io.espalier.network.compact;

import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which units of a layer can be taken away, so that a smaller network is left.
 *
 * @param removable units that can, each with all that it is tied to
 * @param together other layers, whose units go only with those of this one
 * @param reason why not all of them can; empty where they can
 */
public record PrunableUnits(String layer, int units, int removable, List<String> together, String reason) {
    public PrunableUnits {
        together = List.copyOf(together);
    }

    /** Those of each weighted layer, in order. */
    public static List<PrunableUnits> of(Network network) {
        return new Finder(network).all();
    }

    /** The units of all layers by the sets that they go in. */
    private static final class Finder {
        private final Network network;
        private final ChannelTies ties;
        private final Set<Integer> inputs;
        private final Set<Integer> outputs;
        private final Map<Integer, Set<String>> layersOf = new HashMap<>();

        Finder(Network network) {
            this.network = network;
            this.ties = ChannelTies.ofZeros(network);
            this.inputs = sets(Node.INPUT);
            this.outputs = sets(network.nodes().get(network.nodes().size() - 1).name());
            for (Node node : network.weighted()) {
                sets(node.name()).forEach(set -> layersOf.computeIfAbsent(set, key -> new LinkedHashSet<>())
                        .add(node.name()));
            }
        }

        private Set<Integer> sets(String node) {
            return IntStream.range(0, network.shape(node).channels())
                    .mapToObj(c -> ties.set(node, c))
                    .collect(Collectors.toCollection(HashSet::new));
        }

        List<PrunableUnits> all() {
            return network.weighted().stream().map(this::of).toList();
        }

        private PrunableUnits of(Node node) {
            Set<Integer> sets = sets(node.name());
            Set<String> together = new LinkedHashSet<>();
            sets.forEach(set -> together.addAll(layersOf.getOrDefault(set, Set.of())));
            together.remove(node.name());
            String reason = reason(node, sets);
            int removable = (int) IntStream.range(0, units(node))
                    .filter(c -> isFree(ties.set(node.name(), c)))
                    .count();
            boolean whole = sets.size() == 1 && units(node) > 1;
            return new PrunableUnits(
                    node.name(), units(node), whole ? 0 : removable, new ArrayList<>(together), reason);
        }

        private int units(Node node) {
            return network.shape(node.name()).channels();
        }

        private boolean isFree(int set) {
            return !inputs.contains(set) && !outputs.contains(set);
        }

        private String reason(Node node, Set<Integer> sets) {
            if (sets.stream().anyMatch(outputs::contains)) {
                return "its units are the outputs";
            } else if (sets.stream().anyMatch(inputs::contains)) {
                return "tied to the network's input";
            } else if (node.weight().filter(Parameter::isDepthwise).isPresent()) {
                return "depthwise: each is pruned with its input channel";
            }
            return sets.size() == 1 && units(node) > 1
                    ? "kept by " + holder(sets.iterator().next())
                    : "";
        }

        /** The first node whose channels all depend on how many there are. */
        private String holder(int set) {
            return network.nodes().stream()
                    .filter(node -> !node.inputs().isEmpty())
                    .filter(node -> ties.set(node.inputs().get(0), 0) == set || ties.set(node.name(), 0) == set)
                    .filter(node -> network.channelsWithoutZeros(node).labels() == 1)
                    .map(node -> node.name() + " (" + node.op().type() + ")")
                    .findFirst()
                    .orElse("another layer");
        }
    }
}
