package io.espalier.network.compact;

import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.ChannelMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How many channels stand behind each one that it is the pattern of, each with all that it is tied to; none at first. */
final class WideChannels {
    private final Network network;
    private final ChannelTies ties;
    private final int[] added;
    private final Set<Integer> fixed = new HashSet<>();

    /** Those of a network's input and output stay as many as they are, and those of which an operator takes several as one. */
    WideChannels(Network network) {
        this(network, new ChannelTies(network), new int[0]);
        fix(Node.INPUT);
        fix(network.nodes().get(network.nodes().size() - 1).name());
        network.nodes().forEach(this::fixJoint);
    }

    private WideChannels(Network network, ChannelTies ties, int[] added) {
        this.network = network;
        this.ties = ties;
        this.added = Arrays.copyOf(added, ties.size());
    }

    private void fix(String node) {
        channels(node).forEach(c -> fixed.add(ties.set(node, c)));
    }

    private IntStream channels(String node) {
        return IntStream.range(0, network.shape(node).channels());
    }

    private void fixJoint(Node node) {
        ChannelMap map = network.channels(node);
        for (int input = 0; input < node.inputs().size(); input++) {
            String from = node.inputs().get(input);
            int[] members = new int[map.labels()];
            for (int c = 0; c < map.channels(input); c++) {
                if (++members[map.input(input, c)] > 1) {
                    fixed.add(ties.set(from, c));
                }
            }
        }
    }

    /** Adds channels until a node has a multiple; the same if there is none that can be the pattern. */
    WideChannels aligned(String node, int multiple) {
        WideChannels wide = new WideChannels(network, ties, added);
        wide.fixed.addAll(fixed);
        int missing = Math.floorMod(-sources(node).size(), multiple);
        channels(node)
                .map(c -> ties.set(node, c))
                .filter(set -> !fixed.contains(set) && missing % members(node, set) == 0)
                .reduce((first, second) -> second)
                .ifPresent(set -> wide.added[set] += missing / members(node, set));
        return wide;
    }

    private int members(String node, int set) {
        return (int) channels(node).filter(c -> ties.set(node, c) == set).count();
    }

    /** For each node, and for {@link Node#INPUT}, the original number of each channel's pattern. */
    Map<String, List<Integer>> sources() {
        return byNode(this::sources);
    }

    /** For each node, and for {@link Node#INPUT}, the numbers of the original channels, ascending. */
    Map<String, List<Integer>> originals() {
        return byNode(this::originals);
    }

    private static <T> void put(Map<String, T> byNode, String node, Function<String, T> what) {
        byNode.put(node, what.apply(node));
    }

    private <T> Map<String, T> byNode(Function<String, T> what) {
        Map<String, T> byNode = new HashMap<>();
        put(byNode, Node.INPUT, what);
        network.nodes().forEach(n -> put(byNode, n.name(), what));
        return byNode;
    }

    private List<Integer> sources(String node) {
        List<Integer> sources = new ArrayList<>();
        for (int[] run : runs(node)) {
            for (int copy = 0; copy <= added[ties.set(node, run[0])]; copy++) {
                Arrays.stream(run).forEach(sources::add);
            }
        }
        return sources;
    }

    private List<Integer> originals(String node) {
        List<Integer> originals = new ArrayList<>();
        int next = 0;
        for (int[] run : runs(node)) {
            IntStream.range(next, next + run.length).forEach(originals::add);
            next += run.length * (1 + added[ties.set(node, run[0])]);
        }
        return originals;
    }

    /** Channels beside one another that can only be added together, as the positions of an image that a Flatten made a vector. */
    private List<int[]> runs(String node) {
        int count = network.shape(node).channels();
        int[] starts = IntStream.rangeClosed(0, count)
                .filter(c -> c == 0 || c == count || ties.set(node, c - 1) != ties.set(node, c))
                .toArray();
        return IntStream.range(1, starts.length)
                .mapToObj(i -> IntStream.range(starts[i - 1], starts[i]).toArray())
                .toList();
    }
}
