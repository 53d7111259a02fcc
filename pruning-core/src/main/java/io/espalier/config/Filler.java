package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Puts the values of one choice where the axes are referred to. */
final class Filler {
    private static final int MOST_NODES = 100_000;
    private final Choice choice;
    private final Problems problems;
    private int nodes;

    Filler(Choice choice, Problems problems) {
        this.choice = choice;
        this.problems = problems;
    }

    /** A missing node stands in for what has no value; {@code problems} say why. */
    JsonNode fill(JsonNode node, KeyPath path) {
        if (++nodes > MOST_NODES) {
            problems.cannot("fill in the axes: one point would hold more than " + MOST_NODES + " values");
            return MissingNode.getInstance();
        } else if (Reference.is(node)) {
            return fillReference(node, path);
        } else if (node instanceof ObjectNode object) {
            return fillObject(object, path);
        } else if (node instanceof ArrayNode array) {
            return fillArray(array, path);
        }
        return node;
    }

    private JsonNode fillReference(JsonNode reference, KeyPath path) {
        String axis = Reference.axis(reference);
        JsonNode value = choice.get(axis);
        if (value == null) {
            problems.invalid(path, reference, "stand only where grid." + axis + ".when holds");
            return MissingNode.getInstance();
        }
        return fill(value, path);
    }

    private JsonNode fillObject(ObjectNode object, KeyPath path) {
        ObjectNode filled = JsonNodeFactory.instance.objectNode();
        for (var field : object.properties()) {
            filled.set(field.getKey(), fill(field.getValue(), path.key(field.getKey())));
        }
        return filled;
    }

    private JsonNode fillArray(ArrayNode array, KeyPath path) {
        ArrayNode filled = JsonNodeFactory.instance.arrayNode(array.size());
        for (int i = 0; i < array.size(); i++) {
            filled.add(fill(array.get(i), path.index(i)));
        }
        return filled;
    }
}
