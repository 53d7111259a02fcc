package io.espalier.spark.report;

import io.espalier.binding.Canonical;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.compact.AttentionHeads;
import io.espalier.network.compact.PrunableUnits;
import io.espalier.network.onnx.OnnxNetwork;
import io.espalier.network.op.Parameter;
import io.espalier.spark.report.TextTable.Side;
import io.espalier.sweep.Point;
import io.espalier.sweep.SweepConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A network as a table of its nodes, for a terminal. */
public final class NetworkText {
    private static final List<String> HEADER =
            List.of("layer", "operator", "output", "parameters", "macs", "prunes by", "units", "note");
    private static final List<Side> SIDES =
            List.of(Side.LEFT, Side.LEFT, Side.LEFT, Side.RIGHT, Side.RIGHT, Side.LEFT, Side.RIGHT, Side.LEFT);
    private static final List<Integer> LEAST_IMPORTANT = List.of(1, 5, 4, 7, 3, 2);

    private final Network network;
    private final Map<String, PrunableUnits> units;
    private final Map<String, AttentionHeads> heads;

    private NetworkText(Network network) {
        this.network = network;
        this.units =
                PrunableUnits.of(network).stream().collect(Collectors.toMap(PrunableUnits::layer, Function.identity()));
        this.heads = AttentionHeads.of(network).stream()
                .collect(Collectors.toMap(own -> own.attention().name(), Function.identity()));
    }

    /** Lines that fit a width. */
    public static String render(String name, Network network, Width width) {
        return new NetworkText(network).render(name, width);
    }

    /** A line for each network of a sweep that comes from a file; no lines where none does. */
    public static List<String> of(SweepConfig config, Width width) {
        return config.points().stream()
                .map(Point::network)
                .filter(OnnxNetwork.class::isInstance)
                .map(OnnxNetwork.class::cast)
                .distinct()
                .flatMap(own -> width.wrap("network   " + headline(Canonical.json(own), own.whole())).stream())
                .toList();
    }

    private String render(String name, Width width) {
        TextTable table = new TextTable(SIDES);
        table.add(HEADER);
        network.nodes().forEach(node -> table.add(cells(node)));
        TextTable.Fitted fitted = table.fit(width, LEAST_IMPORTANT);
        return Stream.of(width.wrap(headline(name, network)), List.of(""), fitted.lines(), fitted.note())
                .flatMap(List::stream)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String headline(String name, Network network) {
        return String.format(
                Locale.ROOT,
                "%s: input %s, %d outputs, %,d parameters, %,d MACs, %d weighted layers",
                name,
                input(network),
                network.classes(),
                network.parameters(),
                network.macs(),
                network.weighted().size());
    }

    private static String input(Network network) {
        OptionalInt tokens = network.tokens();
        return tokens.isPresent()
                ? network.input() + " of tokens 0.." + (tokens.getAsInt() - 1)
                : network.input().toString();
    }

    private List<String> cells(Node node) {
        PrunableUnits own = units.get(node.name());
        long parameters = node.parameters().stream().mapToLong(Parameter::size).sum();
        return List.of(
                node.name(),
                node.op().type(),
                network.shape(node.name()).toString(),
                count(parameters),
                count(network.macs(node)),
                own == null ? byHead(node, of -> "head") : String.join(", ", granularities(node, own)),
                own == null ? byHead(node, NetworkText::heads) : own.removable() + " of " + own.units(),
                own == null ? byHead(node, of -> "with " + String.join(", ", of.layers())) : note(own));
    }

    private String byHead(Node node, Function<AttentionHeads, String> cell) {
        AttentionHeads own = heads.get(node.name());
        return own == null ? "" : cell.apply(own);
    }

    private static String heads(AttentionHeads own) {
        return own.heads().size() + " of " + own.heads().size();
    }

    private static String count(long number) {
        return number == 0 ? "" : String.format(Locale.ROOT, "%,d", number);
    }

    /** What a prune step's granularity may be for a layer to take part. */
    static List<String> granularities(Node node, PrunableUnits own) {
        List<String> granularities = new ArrayList<>(List.of("weight"));
        boolean depthwise = node.weight().filter(Parameter::isDepthwise).isPresent();
        if (own.removable() > 0 && !depthwise) {
            granularities.add(node.isFullyConnected() ? "neuron" : "filter");
        }
        if (own.removable() > 0) {
            granularities.add("channel");
        }
        return granularities;
    }

    private static String note(PrunableUnits own) {
        String tied = own.together().isEmpty() ? "" : "with " + String.join(", ", own.together());
        return Stream.of(own.reason(), tied).filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
    }
}
