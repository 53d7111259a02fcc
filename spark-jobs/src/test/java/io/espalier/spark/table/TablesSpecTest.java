package io.espalier.spark.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.binding.Variant;
import io.espalier.metric.Score;
import io.espalier.spark.Repository;
import io.espalier.storage.LocalStorage;
import io.espalier.task.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TablesSpecTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| (\\w+?)(_`score`)? \\| (\\w+) \\| (\\w*) ?\\|.*\\| \\S.* \\|$", Pattern.MULTILINE);

    private static String spec() throws IOException {
        try (InputStream spec = TableSchema.class.getResourceAsStream("TABLES.md")) {
            return new String(spec.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** One, or one for each score. */
    private static Stream<Column> columns(MatchResult row) {
        Column.Kind kind = Column.Kind.valueOf(row.group(3).toUpperCase(Locale.ROOT));
        boolean nullable = row.group(4).equals("nullable");
        return (row.group(2) == null
                        ? Stream.of("")
                        : Score.registered().stream().map(score -> "_" + score.column()))
                .map(score -> new Column(row.group(1) + score, kind, nullable));
    }

    private static List<Column> columns(String table) throws IOException {
        String section = spec().split("\n## " + table + "\n", 2)[1].split("\n## ", 2)[0];
        return ROW.matcher(section)
                .results()
                .filter(row -> !row.group(1).equals("column"))
                .flatMap(TablesSpecTest::columns)
                .toList();
    }

    @Test
    void listsExactlyTheColumnsOfEveryTable() throws IOException {
        for (ParquetTable<?> table :
                SweepTables.in(LocalStorage.at(Path.of("out"))).all()) {
            assertThat(columns(table.name()))
                    .as(table.name())
                    .isEqualTo(table.schema().columns());
        }
    }

    /** As its source says what it is. */
    private static String row(Score score) {
        try {
            String source = Files.readString(Repository.root()
                    .resolve("pruning-core/src/main/java")
                    .resolve(score.getClass().getName().replace('.', '/') + ".java"));
            String doc = source.split("/\\*\\*", 2)[1]
                    .split("\\*/", 2)[0]
                    .replaceAll("\\s*\\*?\\s+", " ")
                    .strip();
            return "| %s | %s | %s | %s | %s |"
                    .formatted(score.column(), score.unit(), score.direction(), tasks(score), doc)
                    .replace("  ", " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tasks(Score score) {
        return ServiceLoader.load(Task.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(task -> task.scores().contains(score))
                .map(Variant::nameOf)
                .collect(Collectors.joining(", "));
    }

    @Test
    void definesEveryScoreAsItsSourceDoes() throws IOException {
        String section = spec().split("\n## Scores\n", 2)[1].split("\n## ", 2)[0];
        assertThat(section.strip().lines().skip(6))
                .containsExactlyElementsOf(
                        Score.registered().stream().map(TablesSpecTest::row).toList());
    }

    @Test
    void namesItsSchemaVersion() throws IOException {
        assertThat(spec()).contains("\nSchema version " + TableSchema.VERSION + ".");
    }
}
