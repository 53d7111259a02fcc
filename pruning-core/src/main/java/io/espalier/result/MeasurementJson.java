package io.espalier.result;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A measurement as JSON: one object per record in the order of its components, names in snake case, nulls written
 * out. Equal records give equal bytes, and doubles come back with the same bits.
 *
 * <p>Measurements of other builds can be read: a field that this build does not know is ignored, and a nullable one that
 * is not there is null. Two measurements are compared in the fields that both have.
 */
public final class MeasurementJson {
    /** Columns, by their object, that may differ between two runs of the same steps. */
    private static final List<List<String>> CIRCUMSTANCES = List.of(
            List.of("effort", "train_seconds"),
            List.of("effort", "measure_seconds"),
            List.of("effort", "finished_at"),
            List.of("provenance", "cpu"),
            List.of("provenance", "java"));

    /** Builds that did not write it called this part of the loss {@code train_loss}. */
    private static final String DATA_LOSS = "train_data_loss";

    /** Left out where it is empty. */
    private static final String METRICS = "metrics";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new RequiredComponents())
            .addModule(new ScoresModule())
            .addModule(new SimpleModule()
                    .addSerializer(double.class, new FiniteDouble())
                    .addSerializer(Double.class, new FiniteDouble()))
            .build();

    private MeasurementJson() {}

    /** Throws {@link IllegalArgumentException} at a NaN or an infinity, which no table may hold. */
    public static byte[] write(Measurement measurement) {
        try {
            return JSON.writeValueAsBytes(measurement);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot write measurement: " + e.getOriginalMessage(), e);
        }
    }

    /** Throws unless the bytes are a record with every field that may not be null. */
    public static Measurement read(byte[] json) throws IOException {
        try {
            return JSON.treeToValue(withMetrics(JSON.readTree(json)), Measurement.class);
        } catch (JsonProcessingException e) {
            throw new IOException("Cannot read measurement: " + e.getOriginalMessage(), e);
        }
    }

    private static JsonNode withMetrics(JsonNode measurement) {
        if (measurement instanceof ObjectNode object && !object.has(METRICS)) {
            object.putArray(METRICS);
        }
        return measurement;
    }

    /**
     * Whether two records agree in all that is a function of the step key and that both have. When it ended, how long it
     * took and on what machine are no functions of it.
     */
    public static boolean same(byte[] first, byte[] second) {
        try {
            return difference("", result(first), result(second)).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The first of the fields that {@link #same} compares in which one measurement differs from the other, in words.
     *
     * @param unknown names of fields that one of the two was read without, which are not compared
     */
    public static Optional<String> difference(Measurement one, Measurement other, Set<String> unknown) {
        try {
            JsonNode first = result(write(one));
            JsonNode second = result(write(other));
            complete(first, second);
            complete(second, first);
            return difference("", without(unknown, first), without(unknown, second));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives an object the fields that another has, as nulls. */
    private static void complete(JsonNode tree, JsonNode other) {
        if (tree instanceof ObjectNode object && other.isObject()) {
            other.fieldNames().forEachRemaining(name -> object.putIfAbsent(name, object.nullNode()));
        }
        for (var field : other.properties()) {
            complete(tree.path(field.getKey()), field.getValue());
        }
        for (int i = 0; i < Math.min(tree.size(), other.isArray() ? other.size() : 0); i++) {
            complete(tree.path(i), other.get(i));
        }
    }

    private static JsonNode without(Set<String> fields, JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            object.remove(fields);
        }
        tree.forEach(child -> without(fields, child));
        return tree;
    }

    private static Optional<String> difference(String path, JsonNode one, JsonNode other) {
        if (one.equals(other)) {
            return Optional.empty();
        }
        if (one.isObject() && other.isObject()) {
            return one.properties().stream()
                    .filter(field -> other.has(field.getKey()))
                    .flatMap(e -> difference(path + "." + e.getKey(), e.getValue(), other.path(e.getKey())).stream())
                    .findFirst();
        }
        if (one.isArray() && one.size() == other.size()) {
            return IntStream.range(0, one.size())
                    .boxed()
                    .flatMap(i -> difference(path + "[" + i + "]", one.get(i), other.get(i)).stream())
                    .findFirst();
        }
        return Optional.of(
                one.isArray()
                        ? "%d %s, not %d".formatted(one.size(), path.substring(1), other.size())
                        : "%s is %s, not %s".formatted(path.substring(1), one, other));
    }

    private static JsonNode result(byte[] json) throws IOException {
        JsonNode root = withMetrics(JSON.readTree(json));
        for (List<String> path : CIRCUMSTANCES) {
            if (root.path(path.get(0)) instanceof ObjectNode object) {
                object.remove(path.get(1));
            }
        }
        for (JsonNode point : root.path("curve")) {
            if (!point.hasNonNull(DATA_LOSS) && point instanceof ObjectNode before) {
                before.set(DATA_LOSS, before.remove("train_loss"));
            }
        }
        for (JsonNode found : root.path(METRICS)) {
            if (found.has("cpu") && found instanceof ObjectNode time) {
                time.remove(List.of("cpu", "value"));
            }
        }
        return root;
    }

    private static final class FiniteDouble extends StdSerializer<Double> {
        private static final long serialVersionUID = 1L;

        FiniteDouble() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (!Double.isFinite(value)) {
                throw JsonMappingException.from(json, value + " is not a number that a table can hold");
            }
            json.writeNumber(value);
        }
    }
}
