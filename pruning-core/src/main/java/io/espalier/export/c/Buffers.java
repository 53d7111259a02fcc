package io.espalier.export.c;

import io.espalier.export.c.Arena.Buffer;
import io.espalier.export.fusion.FusedNetwork;
import io.espalier.export.fusion.FusedNode;
import io.espalier.network.Node;
import io.espalier.network.op.Add;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.op.Tanh;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Which buffers a network needs, and from which step to which: the output of each node until its last reader, and what a
 * node needs for itself. An operator on single numbers writes over its input where nobody reads that later.
 */
final class Buffers {
    private static final Set<Class<?>> ELEMENTWISE = Set.of(Relu.class, Sigmoid.class, Tanh.class, Add.class);

    private final FusedNetwork network;
    private final Map<String, String> roots = new HashMap<>();
    private final List<Buffer> buffers = new ArrayList<>();

    Buffers(FusedNetwork network) {
        this.network = network;
    }

    /**
     * Places all buffers.
     *
     * @param output size of a buffer for so many numbers
     * @param keeps whether a node's output is in a buffer, and not with the caller
     * @param padded size of what a node needs to widen its input by its padding; {@code sums} for its sums
     */
    Arena place(
            Predicate<FusedNode> keeps,
            IntUnaryOperator output,
            ToIntFunction<FusedNode> padded,
            ToIntFunction<FusedNode> sums) {
        roots.put(Node.INPUT, Node.INPUT);
        List<FusedNode> nodes = network.nodes();
        for (int step = 0; step < nodes.size(); step++) {
            FusedNode node = nodes.get(step);
            boolean over = writesOver(node, step);
            roots.put(node.output(), over ? root(node.input()) : node.output());
            add(padding(node), padded.applyAsInt(node), step, step);
            add(sums(node), sums.applyAsInt(node), step, step);
        }
        add(Node.INPUT, output.applyAsInt(network.network().input().elements()), -1, lastUse(Node.INPUT));
        for (int step = 0; step < nodes.size(); step++) {
            FusedNode node = nodes.get(step);
            if (root(node.output()).equals(node.output()) && keeps.test(node)) {
                add(node.output(), output.applyAsInt(node.out().elements()), step, lastUse(node.output()));
            }
        }
        return Arena.of(buffers);
    }

    /** The buffer that an output is in. */
    String root(String output) {
        return roots.getOrDefault(output, output);
    }

    static String padding(FusedNode node) {
        return node.output() + "/padded";
    }

    static String sums(FusedNode node) {
        return node.output() + "/sums";
    }

    private void add(String name, int size, int first, int last) {
        if (size > 0) {
            buffers.add(new Buffer(name, size, first, last));
        }
    }

    private boolean writesOver(FusedNode node, int step) {
        if (node.equals(network.last())) {
            return false;
        }
        return node.op().getClass() == Flatten.class
                || (ELEMENTWISE.contains(node.op().getClass()) && lastUse(root(node.input())) == step);
    }

    /** The last step that reads a buffer, under whatever name. */
    private int lastUse(String root) {
        int last = -1;
        for (int step = 0; step < network.nodes().size(); step++) {
            FusedNode node = network.nodes().get(step);
            if (node.inputs().stream().anyMatch(i -> root(i).equals(root))
                    || node.output().equals(root)) {
                last = step;
            }
        }
        return last;
    }
}
