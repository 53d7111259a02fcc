package io.espalier.spark.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.espalier.binding.Binder;
import io.espalier.config.SweepFile;
import io.espalier.keys.Key;
import io.espalier.keys.KeyCatalog;
import io.espalier.keys.KeyPlace;
import io.espalier.keys.ValueType;
import io.espalier.spark.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts in the jars, the schema and the page tell of the same keys, those that the binder takes. */
class KeyFilesTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String AROUND = """
            name: around
            data: { source: digits }
            network: { family: mlp }
            seeds: [1]
            recipe: [%s]
            objectives: { validation_error: min }
            """;
    private final KeyFiles files = new KeyFiles();
    private final KeyCatalog catalog = files.catalog();
    private final JsonSchema schema = schema();

    @TempDir
    private Path folder;

    private static JsonSchema schema() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(Repository.root().resolve(KeyFiles.SCHEMA)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Path> configs() throws IOException {
        return Repository.configs();
    }

    private static void assertCurrent(Map<Path, String> made) {
        made.forEach((path, text) -> assertThat(Repository.root().resolve(path))
                .as("%s is as scripts/keys writes it", path)
                .content()
                .isEqualTo(text));
    }

    @Test
    void keepsTextsInTheJarsAsTheSourcesSay() throws IOException {
        assertCurrent(files.texts());
    }

    @Test
    void keepsSchemaAndPageAsTheRecordsAre() throws IOException {
        assertCurrent(files.pages());
    }

    @Test
    void saysOfEveryKeyWhatItIs() {
        List<String> silent = new ArrayList<>();
        KeyPlace.all(catalog).forEach((type, place) -> silent.addAll(silent(type, place)));
        assertThat(silent).isEmpty();
    }

    private List<String> silent(Class<?> type, KeyPlace place) {
        Stream<String> keys = place.keys(catalog).stream()
                .filter(key -> key.doc().text().isEmpty()
                        || key.doc().since().isEmpty()
                        || key.doc().example() == null)
                .map(Key::name);
        Stream<String> words = type.isEnum() ? new ValueType.Choice(type).words().stream() : Stream.of();
        Stream<String> silentWords =
                words.filter(word -> catalog.doc(type).key(word).text().isEmpty());
        Stream<String> itself = catalog.doc(type).text().isEmpty() ? Stream.of("") : Stream.of();
        return Stream.of(keys, silentWords, itself)
                .flatMap(names -> names)
                .map(name -> type.getName() + " " + name)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void takesEveryConfig(Path config) throws IOException {
        assertThat(schema.validate(YAML.readTree(config.toFile()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void isNamedInTheFirstLineOfEveryConfig(Path config) throws IOException {
        String first = Files.readAllLines(config).get(0);
        String prefix = "# yaml-language-server: $schema=";

        assertThat(first).startsWith(prefix);
        assertThat(config.resolveSibling(first.substring(prefix.length())).normalize())
                .isEqualTo(Repository.root().resolve(KeyFiles.SCHEMA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ train: { epochs: 1 } }",
                "{ train: { iterations: 100, optimizer: adam, patience: null } }",
                "{ train: { epochs: 1, optimizer: { sgd: { rate: 0.1 } }, schedule: { warm-up: { epochs: 1 } } } }",
                "{ prune: { sparsity: 0.5, granularity: 4x1 } }",
                "{ prune: { granularity: '2:4' } }",
                "{ prune: { granularity: { n-of-m: { n: 1, m: 2 } }, criterion: { taylor: } } }",
                "{ prune: { scope: { per-layer: { sparsity: { fc1: 0.5 } } } } }",
                "{ encode: { codec: int8 } }",
                "measure",
                "{ repeat: { rounds: 2, steps: [{ train: { epochs: 1 } }] } }"
            })
    void takesWhatTheBinderTakes(String step) throws IOException {
        assertThat(schema.validate(YAML.readTree(AROUND.formatted(step)))).isEmpty();
        assertThat(load(AROUND.formatted(step))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ trian: { epochs: 1 } }",
                "{ train: { epochs: one } }",
                "{ train: { epochs: 1.5 } }",
                "{ train: { epochs: -1 } }",
                "{ train: { epoch: 1 } }",
                "{ train: { epochs: 1, batch: 0 } }",
                "{ train: { epochs: 1, keep: first } }",
                "{ train: { epochs: 1, optimizer: adan } }",
                "{ train: { epochs: 1, optimizer: { adam: { rate: 0 } } } }",
                "{ train: { epochs: 1, penalties: l1 } }",
                "{ prune: { sparsity: 1 } }",
                "{ prune: { sparsity: 0.5, criterion: magnitud } }",
                "{ prune: { sparsity: 0.5, granularity: 4y1 } }",
                "{ prune: { sparsity: 0.5, scope: per-layer } }",
                "{ encode: { } }",
                "{ train: { epochs: 1 }, measure: {} }"
            })
    void refusesWhatTheBinderRefuses(String step) throws IOException {
        assertThat(schema.validate(YAML.readTree(AROUND.formatted(step)))).isNotEmpty();
        assertThat(load(AROUND.formatted(step))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seeds: one",
                "seed: [1]",
                "data: { source: mnits }",
                "data: { source: digits, validation: 2 }",
                "network: { family: mlp, hiden: [1] }",
                "objectives: { validation_error: least }",
                "controls: [random]",
                "limits: { seconds: $x }",
                "grid: { sparsity: 0.5 }",
                "metrics: [noise]"
            })
    void refusesWhatTheBinderRefusesAtTheTop(String line) throws IOException {
        JsonNode tree = YAML.readTree(AROUND.formatted("{ train: { epochs: 1 } }"));
        JsonNode merged = YAML.readerForUpdating(tree).readValue(line);

        assertThat(schema.validate(merged)).isNotEmpty();
        assertThat(load(YAML.writeValueAsString(merged))).isFalse();
    }

    @Test
    void tellsOfRecordsThatBringNoTexts() {
        KeyCatalog plain = new KeyCatalog(new Binder(KeyFilesTest.class.getClassLoader()));

        assertThat(plain.keys(Unknown.class)).extracting(Key::name).containsExactly("size");
        assertThat(plain.doc(Unknown.class).text()).isEmpty();
    }

    /** A record that no file tells of. */
    record Unknown(int size) {}

    private boolean load(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("sweep.yaml"), yaml);
        try {
            return !SweepFile.load(file.toString(), List.of()).points().isEmpty();
        } catch (io.espalier.binding.ConfigException e) {
            return false;
        }
    }
}
