package io.espalier.binding;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** A change to a file's tree from outside, written {@code recipe[1].prune.sparsity=0.9}. The value is YAML. */
public record ConfigOverride(String path, JsonNode value) {
    private static final Pattern PATH = Pattern.compile("[\\w-]+(\\.[\\w-]+|\\[\\d{1,9}])*");

    /** Does nothing but report if {@code text} is malformed or its path leads nowhere. */
    public static void apply(String text, JsonNode tree, Problems problems) {
        int equals = text.indexOf('=');
        String path = equals < 0 ? text : text.substring(0, equals);
        if (equals < 0 || !PATH.matcher(path).matches()) {
            problems.cannot("set " + text + ": it must have the form path=value, as in recipe[1].prune.sparsity=0.9");
            return;
        }
        String given = text.substring(equals + 1);
        JsonNode value = given.isBlank() ? NullNode.instance : Yaml.read(given, "the value of " + path, problems);
        if (!new ConfigOverride(path, value).applyTo(tree)) {
            problems.cannot("set " + path + ": no such key in the file");
        }
    }

    private boolean applyTo(JsonNode tree) {
        JsonPointer pointer = JsonPointer.compile(
                "/" + path.replace("[", "/").replace("]", "").replace('.', '/'));
        JsonNode parent = tree.at(pointer.head());
        JsonPointer last = pointer.last();
        if (parent instanceof ObjectNode object) {
            object.set(last.getMatchingProperty(), value);
            return true;
        } else if (parent instanceof ArrayNode array
                && last.getMatchingIndex() >= 0
                && array.has(last.getMatchingIndex())) {
            array.set(last.getMatchingIndex(), value);
            return true;
        }
        return false;
    }
}
