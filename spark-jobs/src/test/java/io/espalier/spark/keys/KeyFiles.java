package io.espalier.spark.keys;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.keys.Key;
import io.espalier.keys.KeyCatalog;
import io.espalier.keys.KeyDoc;
import io.espalier.keys.KeyPlace;
import io.espalier.keys.SweepSchema;
import io.espalier.keys.TypeDoc;
import io.espalier.keys.TypeDocs;
import io.espalier.keys.ValueType;
import io.espalier.spark.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What tells of the keys of a sweep file, made from the records and their sources: the texts in the jars, the JSON Schema,
 * and a part of the page beside the configs. {@code scripts/keys} writes them.
 */
final class KeyFiles {
    static final Path CORE = Path.of("pruning-core/src/main/resources/io/espalier", TypeDocs.FILE);
    static final Path SPARK = Path.of("spark-jobs/src/main/resources/io/espalier/spark", TypeDocs.FILE);
    static final Path SCHEMA = Path.of("configs/sweep.schema.json");
    static final Path PAGE = Path.of("configs/README.md");
    private static final JsonMapper JSON = new JsonMapper();

    private final Path root = Repository.root();
    private final KeyCatalog catalog = new KeyCatalog(new Binder(KeyFiles.class.getClassLoader()));
    private final Sources sources = new Sources();

    /** Writes what is asked for: {@code texts}, or what is made with them in place, {@code pages}. */
    public static void main(String[] arguments) throws IOException {
        KeyFiles files = new KeyFiles();
        boolean texts = List.of(arguments).contains("texts");
        for (Map.Entry<Path, String> file : (texts ? files.texts() : files.pages()).entrySet()) {
            Path path = Files.createDirectories(
                            files.root.resolve(file.getKey()).getParent())
                    .resolve(file.getKey().getFileName());
            Files.writeString(path, file.getValue());
        }
    }

    KeyCatalog catalog() {
        return catalog;
    }

    /** What the sources say, for both jars. */
    Map<Path, String> texts() throws IOException {
        Examples examples = Examples.of(catalog);
        Map<String, TypeDoc> core = new TreeMap<>();
        Map<String, TypeDoc> spark = new TreeMap<>();
        for (Class<?> type : types()) {
            boolean here = type.getPackageName().startsWith("io.espalier.spark");
            (here ? spark : core).put(type.getName(), doc(type, examples));
        }
        return Map.of(CORE, json(core), SPARK, json(spark));
    }

    /** The schema and the page. */
    Map<Path, String> pages() throws IOException {
        return Map.of(
                SCHEMA,
                pretty(SweepSchema.of(catalog)),
                PAGE,
                KeyPage.of(catalog, Files.readString(root.resolve(PAGE))));
    }

    private Set<Class<?>> types() {
        Set<Class<?>> types = new LinkedHashSet<>(KeyPlace.all(catalog).keySet());
        KeyPlace.all(catalog).keySet().stream()
                .filter(Class::isRecord)
                .forEach(type -> types.addAll(catalog.parts(type)));
        return types;
    }

    private static String json(Map<String, TypeDoc> types) throws IOException {
        return pretty(JSON.readTree(Canonical.json(new TypeDocs.File(types))));
    }

    private static String pretty(JsonNode tree) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        return JSON.writer(printer).writeValueAsString(tree) + "\n";
    }

    private TypeDoc doc(Class<?> type, Examples examples) throws IOException {
        SourceType source = sources.of(type);
        Map<String, KeyDoc> keys = new TreeMap<>();
        if (type.isEnum()) {
            for (String word : new ValueType.Choice(type).words()) {
                keys.put(word, word(type, word, source));
            }
        } else if (type.isRecord()) {
            for (Key key : catalog.ownKeys(type)) {
                keys.put(key.name(), key(type, key, source, examples));
            }
        }
        return new TypeDoc(source.text(), keys);
    }

    private KeyDoc word(Class<?> type, String word, SourceType source) throws IOException {
        String text = source.parameters().getOrDefault(word, "");
        return new KeyDoc(text, List.of(), null, since(type, word));
    }

    private KeyDoc key(Class<?> type, Key key, SourceType source, Examples examples) throws IOException {
        return new KeyDoc(
                source.parameters().getOrDefault(key.name(), ""),
                source.demands().getOrDefault(key.name(), List.of()),
                examples.of(type, key.name())
                        .or(() -> Optional.ofNullable(key.preset()))
                        .orElse(null),
                since(type, key.name()));
    }

    /** As it was written down when it was new; else the version that is being made. */
    private String since(Class<?> type, String key) throws IOException {
        String known = catalog.doc(type)
                .keys()
                .getOrDefault(key, new KeyDoc("", List.of(), null, ""))
                .since();
        return known.isEmpty() ? version() : known;
    }

    private String version() throws IOException {
        return Files.readString(root.resolve("pom.xml"))
                .replaceFirst("(?s)^.*?<artifactId>espalier</artifactId>\\s*<version>([^<]*)</version>.*$", "$1")
                .replace("-SNAPSHOT", "");
    }
}
