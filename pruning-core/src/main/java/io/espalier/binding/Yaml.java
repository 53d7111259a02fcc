package io.espalier.binding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads YAML as a plain tree: no classes, no custom tags, one document, each key once. Anchors and aliases are refused,
 * for an alias can make a short file huge and the grid's {@code $axis} does what they are for.
 */
public final class Yaml {
    private static final YAMLMapper MAPPER = YAMLMapper.builder(YAMLFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(100).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
                    .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Yaml() {}

    /** A missing node if there is nothing in the text or it is not the YAML that we take; {@code problems} say why. */
    public static JsonNode read(String text, String source, Problems problems) {
        try {
            Optional<String> refused = findRefused(text);
            JsonNode tree = refused.isEmpty() ? MAPPER.readTree(text) : MAPPER.missingNode();
            if (!tree.isMissingNode()) {
                return tree;
            }
            problems.cannot("read " + source + ": " + refused.orElse("it is empty"));
        } catch (JsonProcessingException e) {
            problems.cannot("read " + source + ": " + reason(e, text));
        } catch (IOException e) {
            problems.cannot("read " + source + ": " + e.getMessage());
        }
        return MAPPER.missingNode();
    }

    /** The top-level keys of all texts, the last one's where several have it; null if one is no object. */
    public static @Nullable String merge(List<String> layers, List<String> settings, Problems problems) {
        ObjectNode merged = MAPPER.createObjectNode();
        for (String layer : layers) {
            if (read(layer, "the sweep", problems) instanceof ObjectNode object) {
                merged.setAll(object);
            } else {
                problems.cannot("read the sweep: it must be an object");
            }
        }
        settings.forEach(setting -> ConfigOverride.apply(setting, merged, problems));
        return problems.isEmpty() ? merged.toString() : null;
    }

    private static Optional<String> findRefused(String text) throws IOException {
        try (YAMLParser parser = MAPPER.getFactory().createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String where = "line " + parser.currentTokenLocation().getLineNr() + ": ";
                if (parser.isCurrentAlias() || (parser.getObjectId() != null && token != JsonToken.FIELD_NAME)) {
                    return Optional.of(where + "anchors and aliases are not supported; use an axis of the grid");
                } else if (parser.getTypeId() != null) {
                    return Optional.of(where + "the tag !" + parser.getTypeId() + " is not supported");
                }
            }
        }
        return Optional.empty();
    }

    private static String reason(JsonProcessingException e, String text) {
        OptionalInt tab = lineWithTab(text);
        if (tab.isPresent() && e.getOriginalMessage().contains("TAB")) {
            return "line " + tab.getAsInt() + ": it is indented with a tab (must be spaces)";
        }
        String message =
                e.getOriginalMessage().lines().map(String::strip).findFirst().orElse("it is not YAML");
        return e.getLocation() == null ? message : "line " + e.getLocation().getLineNr() + ": " + message;
    }

    /** The first line whose indentation has a tab in it. */
    private static OptionalInt lineWithTab(String text) {
        List<String> lines = text.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(i -> indentation(lines.get(i)).contains("\t"))
                .map(i -> i + 1)
                .findFirst();
    }

    private static String indentation(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }
}
