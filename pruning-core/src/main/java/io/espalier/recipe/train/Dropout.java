package io.espalier.recipe.train;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Network;
import io.espalier.network.Node;
import java.util.List;

/**
 * Dropout (Srivastava et al. 2014): in each mini-batch every activation of some layers is 0 with this probability, and
 * divided by 1 - rate otherwise. Nothing is dropped when the network is measured.
 *
 * @param rate probability that an activation is dropped
 * @param layers layers whose activations are dropped, after norm and nonlinearity; if empty all except the last layer
 */
public record Dropout(double rate, @Default("[]") List<String> layers) {
    public Dropout {
        layers = List.copyOf(layers);
        check(rate >= 0 && rate < 1, "rate", rate, "be in [0, 1)");
    }

    /**
     * The layers of a network.
     *
     * @throws IllegalArgumentException if it has no layer of one of the names
     */
    public List<Node> of(Network network) {
        List<Node> weighted = network.weighted();
        if (layers.isEmpty()) {
            return weighted.subList(0, weighted.size() - 1);
        }
        return layers.stream().map(name -> layer(weighted, name)).toList();
    }

    private static Node layer(List<Node> weighted, String name) {
        return weighted.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no layer " + name + " among "
                        + weighted.stream().map(Node::name).toList()));
    }
}
