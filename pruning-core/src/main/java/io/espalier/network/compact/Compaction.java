package io.espalier.network.compact;

import io.espalier.network.Kernels;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A network without its dead units: smaller, and with the same logits up to the order of floating-point sums. The
 * network's input is never cut, and a node whose channels are all dead keeps one, so that every shape stays valid.
 */
public final class Compaction {
    private final Network original;
    private final Network network;
    private final Map<String, List<Integer>> kept;

    /** @param kept numbers of the channels of each node, and of {@link Node#INPUT}, ascending */
    Compaction(Network original, Map<String, List<Integer>> kept) {
        this.original = original;
        this.kept = kept;
        List<Node> nodes = original.nodes().stream().map(n -> resized(n, kept)).toList();
        this.network = new Network(original.name(), original.input(), nodes, original.initialization());
        nodes.forEach(this::requireWhatIsKept);
    }

    /** @param values the parameters by {@link Network#layout()}, removed weights exactly 0 */
    public static Compaction of(Network network, float[] values) {
        return of(network, LiveUnits.of(network, values));
    }

    /** @param live what is known to live of the network */
    public static Compaction of(Network network, LiveUnits live) {
        return new Compaction(network, new KeptChannels(network, live).byNode());
    }

    /**
     * The same with some dead channels, so that as many are normalized of an image as a multiple, where that can be had:
     * for work that is faster by whole vectors.
     *
     * @param live what is known to live of the network
     */
    public static Compaction aligned(Network network, LiveUnits live, int multiple) {
        return new Compaction(
                network, new KeptChannels(network, live).aligned(multiple).byNode());
    }

    /** The same with the first units of every layer, as many as a fraction of them: what a smaller member of a family is. */
    public static Compaction narrowed(Network network, double width) {
        return new Compaction(network, new NarrowChannels(network, width).byNode());
    }

    /** The small network; its nodes keep their names. */
    public Network network() {
        return network;
    }

    /** The original numbers of a node's channels (or of {@link Node#INPUT}'s), ascending. */
    public List<Integer> kept(String node) {
        return of(kept, node);
    }

    private static List<Integer> of(Map<String, List<Integer>> byNode, String node) {
        List<Integer> channels = byNode.get(node);
        if (channels == null) {
            throw new IllegalArgumentException("Cannot find node: " + node);
        }
        return channels;
    }

    /** A node with these channels of its own and of what it reads. */
    static Node resized(Node node, Map<String, List<Integer>> channels) {
        List<List<Integer>> inputs = new ArrayList<>();
        node.inputs().forEach(input -> inputs.add(of(channels, input)));
        return new Node(node.name(), node.op().resized(inputs, of(channels, node.name())), node.inputs());
    }

    private void requireWhatIsKept(Node node) {
        int channels = network.shape(node.name()).channels();
        if (channels != kept(node.name()).size()) {
            throw new IllegalStateException("Cannot compact " + node.name() + ": " + node.op() + " has " + channels
                    + " channels (must have " + kept(node.name()).size() + ")");
        }
    }

    /**
     * Where each number of the small network's layout stands in the original's, -1 in gaps. The same places hold for
     * whatever else has the layout, as a mask or an optimiser's state.
     */
    public int[] places() {
        int[] places = new int[network.layout().size()];
        Arrays.fill(places, -1);
        forEachRun((source, target, length) -> {
            for (int i = 0; i < length; i++) {
                places[target + i] = source + i;
            }
        });
        return places;
    }

    /** Picks what the small network keeps out of an array by the original layout. */
    public float[] gather(float[] values) {
        float[] small = new float[network.layout().size()];
        forEachRun((source, target, length) -> System.arraycopy(values, source, small, target, length));
        return small;
    }

    private void forEachRun(KeptNumbers.Run run) {
        for (int i = 0; i < network.nodes().size(); i++) {
            List<Parameter> small = network.nodes().get(i).parameters();
            Node node = original.nodes().get(i);
            List<Parameter> wide = node.parameters();
            for (int p = 0; p < wide.size(); p++) {
                kept(node, wide.get(p), small.get(p)).forEachRun(run);
            }
        }
    }

    private KeptNumbers kept(Node node, Parameter wide, Parameter small) {
        List<List<Integer>> in = node.inputs().stream().map(this::kept).toList();
        List<Integer> out = kept(node.name());
        int[] inputs = small.hasInputs() ? numbers(node.op().keptInputs(wide, in, out)) : new int[1];
        return new KeptNumbers(
                Kernels.of(original.layout().slot(wide.name())),
                Kernels.of(network.layout().slot(small.name())),
                numbers(node.op().keptUnits(wide, in, out)),
                inputs);
    }

    private static int[] numbers(List<Integer> kept) {
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }
}
