package io.espalier.result;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import io.espalier.metric.Score;
import io.espalier.metric.Scores;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the scores of a record as fields of its own object, {@code "validation_error": 0.1}, and reads them from there, in
 * snake case or camel case. A score that this build does not know is ignored, and one that is null is not there.
 */
public final class ScoresModule extends SimpleModule {
    private static final long serialVersionUID = 1L;
    private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();

    public ScoresModule() {
        addDeserializer(Scores.class, new ByName());
        setSerializerModifier(new Flattening());
        setDeserializerModifier(new Nesting());
    }

    private static final class Flattening extends BeanSerializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config, BeanDescription type, List<BeanPropertyWriter> properties) {
            return properties.stream()
                    .map(writer -> writer.getType().hasRawClass(Scores.class) ? new Fields(writer) : writer)
                    .toList();
        }
    }

    /** A field for each score. */
    private static final class Fields extends BeanPropertyWriter {
        private static final long serialVersionUID = 1L;

        Fields(BeanPropertyWriter plain) {
            super(plain);
        }

        @Override
        public void serializeAsField(Object record, JsonGenerator json, SerializerProvider provider) throws Exception {
            Scores scores = (Scores) get(record);
            for (Score score : Score.registered()) {
                Double value = scores.get(score);
                if (value != null) {
                    json.writeFieldName(SNAKE_CASE.translate(getName()) + "_" + score.column());
                    provider.findValueSerializer(Double.class).serialize(value, json, provider);
                }
            }
        }
    }

    private static final class Nesting extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription type, JsonDeserializer<?> plain) {
            List<String> names = type.findProperties().stream()
                    .filter(property -> property.getRawPrimaryType() == Scores.class)
                    .map(BeanPropertyDefinition::getName)
                    .toList();
            return names.isEmpty() ? plain : new Nested(plain, names);
        }
    }

    /** Gathers the fields of each score into an object first. */
    private static final class Nested extends DelegatingDeserializer {
        private static final long serialVersionUID = 1L;
        private final List<String> names;

        Nested(JsonDeserializer<?> plain, List<String> names) {
            super(plain);
            this.names = List.copyOf(names);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> plain) {
            return new Nested(plain, names);
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
            JsonNode tree = context.readTree(json);
            if (tree instanceof ObjectNode object) {
                names.forEach(name -> object.set(name, gathered(object, SNAKE_CASE.translate(name) + "_")));
            }
            try (JsonParser nested = tree.traverse(json.getCodec())) {
                nested.nextToken();
                return super.deserialize(nested, context);
            }
        }

        private static ObjectNode gathered(ObjectNode record, String prefix) {
            ObjectNode scores = record.objectNode();
            for (Map.Entry<String, JsonNode> field : List.copyOf(record.properties())) {
                String column = SNAKE_CASE.translate(field.getKey());
                if (column.startsWith(prefix)) {
                    record.remove(field.getKey());
                    scores.set(column.substring(prefix.length()), field.getValue());
                }
            }
            return scores;
        }
    }

    private static final class ByName extends StdDeserializer<Scores> {
        private static final long serialVersionUID = 1L;

        ByName() {
            super(Scores.class);
        }

        @Override
        public Scores deserialize(JsonParser json, DeserializationContext context) throws IOException {
            JsonNode tree = context.readTree(json);
            Map<Score, Double> values = new HashMap<>();
            for (Score score : Score.registered()) {
                if (tree.hasNonNull(score.column())) {
                    values.put(score, tree.get(score.column()).doubleValue());
                }
            }
            return new Scores(values);
        }
    }
}
