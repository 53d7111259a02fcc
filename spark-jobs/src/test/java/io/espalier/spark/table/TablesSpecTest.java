package io.espalier.spark.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TablesSpecTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| (\\w+) \\| (\\w+) \\| (\\w*) ?\\|.*\\| \\S.* \\|$", Pattern.MULTILINE);

    private static String spec() throws IOException {
        try (InputStream spec = TableSchema.class.getResourceAsStream("TABLES.md")) {
            return new String(spec.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Column column(MatchResult row) {
        return new Column(
                row.group(1),
                Column.Kind.valueOf(row.group(2).toUpperCase(Locale.ROOT)),
                row.group(3).equals("nullable"));
    }

    private static List<Column> columns(String table) throws IOException {
        String section = spec().split("\n## " + table + "\n", 2)[1].split("\n## ", 2)[0];
        return ROW.matcher(section)
                .results()
                .filter(row -> !row.group(1).equals("column"))
                .map(TablesSpecTest::column)
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

    @Test
    void namesItsSchemaVersion() throws IOException {
        assertThat(spec()).contains("\nSchema version " + TableSchema.VERSION + ".");
    }
}
