package io.espalier.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.config.SweepKeys;
import java.util.Set;

/** The JSON Schema (draft 2020-12) of a sweep file, for editors to complete and check by. */
public final class SweepSchema {
    /** Where a value may be an axis of the grid. */
    private static final Set<String> OPEN = Set.of("data", "network", "recipe");

    private static final String SPREAD = "baselines";

    private final KeyCatalog catalog;
    private final ObjectNode definitions = SchemaTypes.object();
    private final SchemaTypes plain;
    private final SchemaTypes open;
    private final SchemaTypes spread;

    private SweepSchema(KeyCatalog catalog) {
        this.catalog = catalog;
        definitions.set(
                "axis",
                SchemaTypes.object()
                        .put("description", "An axis of the grid.")
                        .put("type", "string")
                        .put("pattern", "^\\$"));
        plain = new SchemaTypes(catalog, definitions, "", schema -> schema);
        open = new SchemaTypes(
                catalog, definitions, "open.", schema -> SchemaTypes.any(schema, SchemaTypes.named("axis")));
        spread = new SchemaTypes(
                catalog, definitions, "listed.", schema -> SchemaTypes.any(schema, listOf(schema.deepCopy())));
    }

    private static ObjectNode listOf(ObjectNode element) {
        return SchemaTypes.object().put("type", "array").set("items", element);
    }

    /** The schema of what a binder of these keys takes. */
    public static ObjectNode of(KeyCatalog catalog) {
        return new SweepSchema(catalog).schema();
    }

    private ObjectNode schema() {
        ObjectNode schema = SchemaTypes.object()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "Sweep of Espalier")
                .put("description", catalog.doc(SweepKeys.class).text())
                .put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        schema.put("additionalProperties", false);
        var required = schema.putArray("required");
        for (Key key : catalog.keys(SweepKeys.class)) {
            properties.set(key.name(), described(key));
            if (key.required()) {
                required.add(key.name());
            }
        }
        return schema.set("$defs", definitions);
    }

    private ObjectNode described(Key key) {
        ObjectNode value = key.value().schema(types(key.name()));
        ObjectNode with = OPEN.contains(key.name()) ? SchemaTypes.any(value, SchemaTypes.named("axis")) : value;
        ObjectNode schema = key.required()
                ? with
                : SchemaTypes.any(with, SchemaTypes.object().put("type", "null"));
        return schema.put("description", key.doc().text());
    }

    private SchemaTypes types(String key) {
        return key.equals(SPREAD) ? spread : OPEN.contains(key) ? open : plain;
    }
}
