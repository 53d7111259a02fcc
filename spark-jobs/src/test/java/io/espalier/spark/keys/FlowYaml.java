package io.espalier.spark.keys;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A tree as YAML on one line. */
final class FlowYaml {
    private FlowYaml() {}

    static String of(JsonNode tree) {
        if (tree.isObject()) {
            return tree.properties().stream()
                    .map(field -> field.getKey() + ": " + of(field.getValue()))
                    .collect(Collectors.joining(", ", "{ ", " }"))
                    .replace("{  }", "{}");
        } else if (tree.isArray()) {
            return StreamSupport.stream(tree.spliterator(), false)
                    .map(FlowYaml::of)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return tree.isTextual() ? quoted(tree.textValue()) : tree.asText();
    }

    private static String quoted(String text) {
        boolean plain = text.matches("[A-Za-z][\\w .+-]*\\w") && !text.matches("(?i)true|false|null|yes|no|on|off|y|n");
        return plain || text.matches("[a-zA-Z]") ? text : "'" + text.replace("'", "''") + "'";
    }
}
