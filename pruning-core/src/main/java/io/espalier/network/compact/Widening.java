package io.espalier.network.compact;

import io.espalier.network.Network;
import io.espalier.network.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A network with channels of zeros beside its own, and with the same logits: the inverse of a {@link Compaction}, for
 * runtimes that are faster by whole vectors. A channel is added with all that it would be tied to, so a block's channels are
 * added to all members of a residual sum. No weight makes anything of it, and none reads it.
 */
public final class Widening {
    private final Network network;
    private final Compaction inverse;

    private Widening(Network network, Compaction inverse) {
        this.network = network;
        this.inverse = inverse;
    }

    /**
     * Adds as many channels to each of some nodes as make their number a multiple, where their operators and those that
     * channels are tied to through allow it.
     */
    public static Widening of(Network network, List<Node> nodes, int multiple) {
        WideChannels channels = new WideChannels(network);
        Widening wide = new Widening(network, Compaction.narrowed(network, 1));
        for (Node node : nodes) {
            WideChannels more = channels.aligned(node.name(), multiple);
            Optional<Widening> wider = of(network, more);
            if (wider.isPresent()) {
                channels = more;
                wide = wider.get();
            }
        }
        return wide;
    }

    /** Nothing where an operator cannot have the channels, or would mix them with the original ones. */
    private static Optional<Widening> of(Network network, WideChannels channels) {
        Map<String, List<Integer>> sources = channels.sources();
        List<Node> nodes = network.nodes().stream()
                .map(node -> Compaction.resized(node, sources))
                .toList();
        try {
            Network wide = new Network(network.name(), network.input(), nodes, network.initialization());
            Map<String, List<Integer>> originals = channels.originals();
            Compaction inverse = new Compaction(wide, originals);
            boolean same = inverse.network().nodes().equals(network.nodes());
            return same && isClosed(wide, originals) ? Optional.of(new Widening(wide, inverse)) : Optional.empty();
        } catch (IllegalArgumentException misfit) {
            return Optional.empty();
        }
    }

    /** Whether no original channel is tied to an added one. */
    private static boolean isClosed(Network wide, Map<String, List<Integer>> originals) {
        ChannelTies ties = new ChannelTies(wide);
        Set<Integer> own = new HashSet<>();
        originals.forEach((node, channels) -> channels.forEach(c -> own.add(ties.set(node, c))));
        return originals.entrySet().stream()
                .allMatch(node -> IntStream.range(0, wide.shape(node.getKey()).channels())
                                .filter(c -> own.contains(ties.set(node.getKey(), c)))
                                .count()
                        == node.getValue().size());
    }

    /** The wide network; its nodes keep their names. */
    public Network network() {
        return network;
    }

    /** An array by the original layout, laid out for the wide network, with zeros for what was added. */
    public float[] scatter(float[] values) {
        int[] places = inverse.places();
        float[] wide = new float[network.layout().size()];
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0) {
                wide[places[i]] = values[i];
            }
        }
        return wide;
    }
}
