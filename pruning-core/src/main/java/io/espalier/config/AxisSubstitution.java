package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.binding.Problems;

/** Puts the values of one choice where the axes are referred to. */
final class AxisSubstitution {
    private static final int MOST_NODES = 100_000;
    private final AxisValues choice;
    private final JsonNode absent;
    private final Problems problems;
    private int nodes;

    private AxisSubstitution(AxisValues choice, JsonNode absent, Problems problems) {
        this.choice = choice;
        this.absent = absent;
        this.problems = problems;
    }

    /** Leaves out, as null, what refers to an axis that is not there. */
    static AxisSubstitution of(AxisValues choice, Problems problems) {
        return new AxisSubstitution(choice, NullNode.instance, problems);
    }

    /** Leaves a hole at every reference, for the rest to be read all the same. */
    static AxisSubstitution ofHoles(Problems problems) {
        return new AxisSubstitution(AxisValues.NONE, MissingNode.getInstance(), problems);
    }

    JsonNode fill(JsonNode node) {
        if (++nodes > MOST_NODES) {
            problems.cannot("fill in the axes: one point would hold more than " + MOST_NODES + " values");
            return MissingNode.getInstance();
        } else if (Reference.is(node)) {
            JsonNode value = choice.get(Reference.axis(node));
            return value == null ? absent : fill(value);
        } else if (node instanceof ObjectNode object) {
            return fillObject(object);
        } else if (node instanceof ArrayNode array) {
            return fillArray(array);
        }
        return node;
    }

    private JsonNode fillObject(ObjectNode object) {
        ObjectNode filled = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> filled.set(field.getKey(), fill(field.getValue())));
        return filled;
    }

    private JsonNode fillArray(ArrayNode array) {
        ArrayNode filled = JsonNodeFactory.instance.arrayNode(array.size());
        array.forEach(element -> filled.add(fill(element)));
        return filled;
    }
}
