package io.espalier.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which channels of a network's activations can change its logits. A channel is dead if it is 0 for every input where
 * it is read (see {@link Constants}), or if no live unit gives it a weight. Channels that can only be cut together (see
 * {@link ChannelTies}) are dead only if all of them are: a channel of a residual sum lives if either summand does. The
 * live ones are the least set that holds the logits and whatever live units read.
 *
 * <p>Judged by numbers alone, so weights removed by a mask must be exactly 0. A constant that is not 0, as sigmoid(0) =
 * 0.5, keeps its unit alive as long as somebody reads it.
 */
public final class LiveUnits {
    private final Network network;
    private final float[] values;
    private final Constants constants;
    private final ChannelTies ties;
    private final boolean[] live;

    private LiveUnits(Network network, float[] values) {
        this.network = network;
        this.values = values;
        this.constants = new Constants(network, values);
        this.ties = new ChannelTies(network);
        this.live = new boolean[ties.size()];
        String logits = network.nodes().get(network.nodes().size() - 1).name();
        channels(logits).forEach(c -> live[ties.set(logits, c)] = true);
        List<Node> backwards = new ArrayList<>(network.weighted());
        Collections.reverse(backwards);
        boolean found = true;
        while (found) {
            found = false;
            for (Node node : backwards) {
                found |= markInputs(node);
            }
        }
    }

    /** @param values the parameters by {@link Network#layout()}, removed weights exactly 0 */
    public static LiveUnits of(Network network, float[] values) {
        return new LiveUnits(network, values);
    }

    private IntStream channels(String node) {
        return IntStream.range(0, network.shape(node).channels());
    }

    /** Marks what the live units of a node read, and says whether that was news. */
    private boolean markInputs(Node node) {
        String from = node.inputs().get(0);
        List<Integer> found = read(node).filter(i -> !isLive(from, i)).boxed().toList();
        found.forEach(i -> live[ties.set(from, i)] = true);
        return !found.isEmpty();
    }

    /** The channels, not constantly 0, of a weighted node's input to which its live units give weight. */
    private IntStream read(Node node) {
        String from = node.inputs().get(0);
        Kernels kernels = Kernels.of(network, node);
        return channels(from)
                .filter(i -> !constants.isZero(from, i)
                        && kernels.units(i).anyMatch(u -> isLive(node.name(), u) && kernels.reads(values, u, i)));
    }

    /** Whether a channel of a node's output (or of {@link Node#INPUT}) can change the logits. */
    public boolean isLive(String node, int channel) {
        return live[ties.set(node, channel)];
    }

    /** How many channels of a node's output are live. */
    public int count(String node) {
        return (int) channels(node).filter(c -> isLive(node, c)).count();
    }

    /** How many inputs of a weighted node its live units read. */
    public int inputs(Node weighted) {
        return (int) read(weighted).count();
    }

    /**
     * The widths that pruning papers print, joined by '-': live filters of each Conv, then live inputs of each Gemm
     * (Louizos et al. 2018). Dense LeNet-300-100 is 784-300-100, dense LeNet-5 20-50-800-500. Inputs of a Gemm behind a
     * Flatten are counted one by one, so fewer may live than the channels they belong to hold.
     */
    public String architecture() {
        return network.weighted().stream()
                .map(n -> n.op() instanceof Op.Conv ? count(n.name()) : inputs(n))
                .map(String::valueOf)
                .collect(Collectors.joining("-"));
    }
}
