package io.espalier.prune;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Suggestions;
import io.espalier.network.Network;
import io.espalier.network.Node;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which weighted layers take part in pruning, by name; {@code classifier} stands for the last one. Names are a set: their
 * order says nothing. Sparsity counts the layers that take part, and no others.
 *
 * @param include only these; null for all
 * @param exclude all except these
 */
public record LayerFilter(
        @Nullable List<String> include, @Default("[]") List<String> exclude) {
    /** The name that stands for the network's last weighted layer, whatever that is called. */
    public static final String CLASSIFIER = "classifier";

    public static final LayerFilter ALL = new LayerFilter(null, List.of());

    public LayerFilter {
        include = include == null ? null : sorted(include);
        exclude = sorted(exclude);
        check(include == null || !include.isEmpty(), "include", include, "name at least one layer");
        check(include == null || exclude.isEmpty(), "exclude", exclude, "be omitted when include is given");
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().distinct().sorted().toList();
    }

    boolean takes(Network network, Node node) {
        return include == null ? !excludes(network, node) : names(include, network, node);
    }

    boolean excludes(Network network, Node node) {
        return names(exclude, network, node);
    }

    private static boolean names(List<String> names, Network network, Node node) {
        return names.contains(node.name()) || (names.contains(CLASSIFIER) && node.equals(network.classifier()));
    }

    /**
     * Refuses names of no layer, and to include a layer that cannot take part.
     *
     * @param open the layers that could take part
     */
    void requireKnown(Network network, List<Node> open) {
        List<Node> layers = Stream.concat(network.weighted().stream(), open.stream())
                .distinct()
                .toList();
        requireKnown("layers.exclude", exclude, network, layers, "");
        requireKnown("layers.include", include == null ? List.of() : include, network, open, " that can be pruned");
    }

    /**
     * Refuses all names at once that no layer has.
     *
     * @param which layers these are, after the word
     */
    static void requireKnown(
            String component, Collection<String> given, Network network, List<Node> layers, String which) {
        List<String> known = names(network, layers);
        List<String> wrong =
                given.stream().filter(name -> !known.contains(name)).sorted().toList();
        check(
                wrong.isEmpty(),
                component,
                String.join(", ", wrong),
                "name layers" + which + ": " + new Suggestions(known).insteadOf(wrong));
    }

    private static List<String> names(Network network, List<Node> layers) {
        Stream<String> last = layers.contains(network.classifier()) ? Stream.of(CLASSIFIER) : Stream.of();
        return Stream.concat(layers.stream().map(Node::name), last).distinct().toList();
    }
}
