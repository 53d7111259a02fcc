package io.espalier.export.c;

import io.espalier.export.fusion.FusedNetwork;
import io.espalier.export.fusion.FusedNode;
import io.espalier.network.Node;
import java.util.Locale;

/**
 * A network on its way to C: its source so far, and where its buffers are.
 *
 * @param arena in numbers of {@code type}
 */
record CProgram(FusedNetwork network, CSource source, Buffers buffers, Arena arena, String type) {
    static final String ARENA = "arena";

    /** The name that a node's tables and functions begin with. */
    String name(FusedNode node) {
        return "n" + network.nodes().indexOf(node) + "_"
                + node.node().name().toLowerCase(Locale.ROOT).replaceAll("\\W", "_");
    }

    /** The start of a buffer. */
    String buffer(String name) {
        return "(" + type + " *)" + ARENA + " + " + arena.place(name);
    }

    /** What a node reads. */
    String input(FusedNode node, int i) {
        return buffer(buffers.root(node.inputs().get(i)));
    }

    /** What a node writes: its buffer, or the logits where it has none. */
    String output(FusedNode node) {
        String root = buffers.root(node.output());
        return arena.places().containsKey(root) ? buffer(root) : "logits";
    }

    /** Where the scaled features go. */
    String features() {
        return buffer(Node.INPUT);
    }

    /** Has the network's function call that of a node. */
    void call(FusedNode node, String... arguments) {
        source.call(name(node) + "(" + String.join(", ", arguments) + ")");
    }

    /** What a convolution reads, widened by a number that stands for 0 where it is padded. */
    String padded(FusedNode node, ConvolutionSizes sizes, int zero) {
        if (sizes.conv().padding() == 0) {
            return input(node, 0);
        }
        String buffer = buffer(Buffers.padding(node));
        source.function(sizes.padding(name(node), type, zero));
        source.call(name(node) + "_pad(" + input(node, 0) + ", " + buffer + ")");
        return buffer;
    }

    /** Whether a node reads and writes one buffer. */
    boolean writesOver(FusedNode node) {
        return input(node, 0).equals(output(node));
    }
}
