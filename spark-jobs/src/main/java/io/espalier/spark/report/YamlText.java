package io.espalier.spark.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A tree as YAML the way people write it: what fits into a line is one, in braces; the rest is indented. */
final class YamlText {
    private static final int WIDTH = 110;
    private static final Pattern BARE = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");
    private static final Set<String> RESERVED = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private YamlText() {}

    /** The lines of an object or a list that is not empty. */
    static List<String> lines(JsonNode tree) {
        List<String> lines = new ArrayList<>();
        if (tree.isObject()) {
            tree.properties().forEach(field -> add(lines, quoted(field.getKey()) + ":", "  ", field.getValue()));
        } else {
            tree.forEach(element -> addElement(lines, element));
        }
        return lines;
    }

    /** The tree in one line. */
    static String flow(JsonNode tree) {
        if (tree.isObject()) {
            return tree.isEmpty()
                    ? "{}"
                    : tree.properties().stream().map(YamlText::flow).collect(Collectors.joining(", ", "{ ", " }"));
        } else if (tree.isArray()) {
            return StreamSupport.stream(tree.spliterator(), false)
                    .map(YamlText::flow)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return tree.isTextual() ? quoted(tree.textValue()) : tree.asText();
    }

    /** The fields of an object as a list: {@code criterion=obd, rate=0.1}. */
    static String pairs(JsonNode object) {
        return object.properties().stream()
                .map(field -> OneLine.of(field.getKey()) + "=" + word(field.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** A value in a cell: text without quotes. */
    static String word(JsonNode value) {
        return value.isTextual() ? OneLine.of(value.textValue()) : flow(value);
    }

    private static String flow(Map.Entry<String, JsonNode> field) {
        return quoted(field.getKey()) + ": " + flow(field.getValue());
    }

    private static void add(List<String> lines, String head, String indent, JsonNode value) {
        String line = head + " " + flow(value);
        boolean steps = value.isArray() && !value.isEmpty() && value.get(0).isObject();
        if (!steps && (line.length() <= WIDTH || value.isValueNode() || value.isEmpty())) {
            lines.add(line);
        } else {
            lines.add(head);
            lines(value).forEach(inner -> lines.add(indent + inner));
        }
    }

    private static void addElement(List<String> lines, JsonNode element) {
        if (element.isObject() && element.size() == 1) {
            Map.Entry<String, JsonNode> field = element.properties().iterator().next();
            add(lines, "- " + quoted(field.getKey()) + ":", "    ", field.getValue());
        } else {
            lines.add("- " + flow(element));
        }
    }

    private static String quoted(String text) {
        return BARE.matcher(text).matches() && !RESERVED.contains(text.toLowerCase(Locale.ROOT))
                ? text
                : TextNode.valueOf(text).toString();
    }
}
