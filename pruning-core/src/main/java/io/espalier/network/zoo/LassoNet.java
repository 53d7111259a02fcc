package io.espalier.network.zoo;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.Node;
import io.espalier.network.op.Add;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A multilayer perceptron with a linear layer {@code skip} from the input to the logits beside it (Lemhadri et al. 2021):
 * f(x) = theta x + MLP(x), layers {@code fc1}, {@code fc2}, ... with ReLU between them. The paper's skip has no bias; here
 * it has one, which adds to the last layer's.
 *
 * @param hidden units of each hidden layer
 */
@Name("lassonet")
public record LassoNet(@Default("[100]") List<Integer> hidden) implements NetworkFamily {
    /** The layer from the input to the logits. */
    public static final String SKIP = "skip";

    /** The first layer of the perceptron. */
    public static final String FIRST = "fc1";

    public LassoNet {
        hidden = List.copyOf(hidden);
        check(!hidden.isEmpty(), "hidden", hidden, "hold at least one width");
        check(hidden.stream().allMatch(w -> w >= 1), "hidden", hidden, "hold widths of at least 1");
    }

    public LassoNet() {
        this(List.of(100));
    }

    @Override
    public Network build(Shape input, int classes) {
        List<Node> nodes = new ArrayList<>();
        String features = Node.INPUT;
        if (input.positions() > 1) {
            features = "flatten";
            nodes.add(new Node(features, new Flatten(), List.of(Node.INPUT)));
        }
        nodes.add(new Node(SKIP, new Gemm(input.elements(), classes), List.of(features)));
        String last = features;
        int width = input.elements();
        for (int i = 0; i < hidden.size(); i++) {
            String layer = "fc" + (i + 1);
            nodes.add(new Node(layer, new Gemm(width, hidden.get(i)), List.of(last)));
            last = layer + "-relu";
            nodes.add(new Node(last, new Relu(), List.of(layer)));
            width = hidden.get(i);
        }
        String head = "fc" + (hidden.size() + 1);
        nodes.add(new Node(head, new Gemm(width, classes), List.of(last)));
        nodes.add(new Node("sum", new Add(), List.of(SKIP, head)));
        return new Network("lassonet", input, nodes);
    }

    @Override
    public LassoNet scaled(double width) {
        return new LassoNet(
                hidden.stream().map(w -> NetworkFamily.scaled(w, width)).toList());
    }
}
