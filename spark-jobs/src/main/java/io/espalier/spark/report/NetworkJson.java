package io.espalier.spark.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.compact.AttentionHeads;
import io.espalier.network.compact.PrunableUnits;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Shape;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A network and its nodes, for programs. */
public final class NetworkJson {
    private NetworkJson() {}

    /** {@code input}, {@code outputs}, {@code parameters}, {@code macs}, and {@code nodes} with theirs. */
    public static ObjectNode of(String name, Network network) {
        Map<String, PrunableUnits> units =
                PrunableUnits.of(network).stream().collect(Collectors.toMap(PrunableUnits::layer, Function.identity()));
        Map<String, AttentionHeads> heads = AttentionHeads.of(network).stream()
                .collect(Collectors.toMap(of -> of.attention().name(), Function.identity()));
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("outputs", network.classes())
                .put("parameters", network.parameters())
                .put("macs", network.macs());
        put(json.putArray("input"), network.input());
        ArrayNode nodes = json.putArray("nodes");
        for (Node node : network.nodes()) {
            ObjectNode one = nodes.addObject();
            fill(one, network, node);
            PrunableUnits own = units.get(node.name());
            if (own != null) {
                fill(one, node, own);
            }
            Optional.ofNullable(heads.get(node.name())).ifPresent(of -> fill(one, of));
        }
        return json;
    }

    private static void fill(ObjectNode json, AttentionHeads own) {
        json.put("heads", own.heads().size());
        own.layers().forEach(json.putArray("together")::add);
        json.putArray("granularities").add("head");
    }

    private static void put(ArrayNode json, Shape shape) {
        json.add(shape.channels()).add(shape.height()).add(shape.width());
    }

    private static void fill(ObjectNode json, Network network, Node node) {
        json.put("name", node.name())
                .put("operator", node.op().type())
                .put(
                        "parameters",
                        node.parameters().stream().mapToLong(Parameter::size).sum())
                .put("macs", network.macs(node));
        node.inputs().forEach(json.putArray("inputs")::add);
        put(json.putArray("output"), network.shape(node.name()));
    }

    private static void fill(ObjectNode json, Node node, PrunableUnits own) {
        json.put("units", own.units()).put("removable-units", own.removable()).put("reason", own.reason());
        own.together().forEach(json.putArray("together")::add);
        NetworkText.granularities(node, own).forEach(json.putArray("granularities")::add);
    }
}
