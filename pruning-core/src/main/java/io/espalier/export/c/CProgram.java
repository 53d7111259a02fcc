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

    /** Whether a node reads and writes one buffer. */
    boolean writesOver(FusedNode node) {
        return input(node, 0).equals(output(node));
    }
}
