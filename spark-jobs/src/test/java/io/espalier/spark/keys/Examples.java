package io.espalier.spark.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.espalier.keys.Key;
import io.espalier.keys.KeyCatalog;
import io.espalier.keys.ValueType;
import io.espalier.spark.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first value that a config of this repository gives each key, those that a beginner reads before the others. */
final class Examples {
    private static final int LONGEST = 110;
    private static final String OTHERS = "spark-jobs/src/test/resources/io/espalier/spark/keys/examples.yaml";
    private static final YAMLMapper YAML = new YAMLMapper();
    private final KeyCatalog catalog;
    private final Map<String, String> found = new HashMap<>();
    private JsonNode grid = YAML.createObjectNode();

    private Examples(KeyCatalog catalog) {
        this.catalog = catalog;
    }

    static Examples of(KeyCatalog catalog) throws IOException {
        Examples examples = new Examples(catalog);
        List<Path> files = Repository.configs().stream()
                .sorted(Comparator.comparing(Path::getNameCount).thenComparing(Path::toString))
                .toList();
        for (Path file : files) {
            examples.visitFile(file);
        }
        examples.visitFile(Repository.root().resolve(OTHERS));
        return examples;
    }

    private void visitFile(Path file) throws IOException {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
            while (documents.hasNext()) {
                JsonNode tree = documents.next();
                grid = tree.path("grid");
                visit(tree, catalog.root());
            }
        }
    }

    /** In YAML, on one line. */
    Optional<String> of(Class<?> type, String key) {
        return Optional.ofNullable(found.get(type.getName() + " " + key));
    }

    private void visit(JsonNode given, ValueType value) {
        JsonNode tree = given.isTextual() && given.textValue().startsWith("$")
                ? grid.path(given.textValue().substring(1))
                : given;
        if (tree != given) {
            (tree.has("values") ? tree.get("values") : tree).forEach(one -> visit(one, value));
        } else if (value instanceof ValueType.Sequence list) {
            tree.forEach(one -> visit(one, list.element()));
        } else if (value instanceof ValueType.Mapping map) {
            tree.forEach(one -> visit(one, map.value()));
        } else if (value instanceof ValueType.Keys object) {
            visitKeys(tree, object.record());
        } else if (value instanceof ValueType.OneOf one) {
            visitVariant(tree, one);
        }
    }

    private void visitKeys(JsonNode tree, Class<?> record) {
        catalog.parts(record).forEach(part -> visitKeys(tree, part));
        for (Key key : catalog.ownKeys(record)) {
            if (tree.has(key.name())) {
                keep(record, key.name(), tree.get(key.name()));
                visit(tree.get(key.name()), key.value());
            }
        }
        catalog.sharing(record).ifPresent(family -> visitVariant(tree, new ValueType.OneOf(family)));
    }

    private void visitVariant(JsonNode tree, ValueType.OneOf family) {
        family.below(catalog).forEach((name, type) -> {
            if (tree.has(name)) {
                visit(tree.get(name).isTextual() ? tree : tree.get(name), type);
            } else if (name.equals(tree.path("family").asText())
                    || name.equals(tree.path("source").asText())) {
                visit(tree, type);
            }
        });
    }

    private void keep(Class<?> type, String key, JsonNode value) {
        if (value.isTextual() && value.textValue().startsWith("$")) {
            JsonNode axis = grid.path(value.textValue().substring(1));
            JsonNode values = axis.has("values") ? axis.get("values") : axis;
            if (!values.isEmpty()) {
                keep(type, key, values.get(0));
            }
            return;
        }
        String text = FlowYaml.of(value);
        if (text.length() <= LONGEST && !text.contains("$")) {
            found.putIfAbsent(type.getName() + " " + key, text);
        }
    }
}
