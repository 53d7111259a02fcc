package io.espalier.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.result.TrialRecords;
import io.espalier.result.TrialRow;
import io.espalier.spark.table.Column.Kind;
import io.espalier.storage.LocalStorage;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableSchemaTest {
    enum Colour {
        RED,
        GREEN
    }

    record Inner(int firstPart, @Nullable Long secondPart) {}

    record Other(int otherPart, @Nullable Long lastPart) {}

    record Loose(@Nullable String onlyPart) {}

    record Outer(
            String id,
            @Nullable Inner inner,
            Other other,
            @Nullable Loose loose,
            boolean isNew,
            Colour colour) {
        Outer(String id, Other other) {
            this(id, null, other, null, false, Colour.GREEN);
        }
    }

    @Test
    void flattensNestedRecordsInOrderAndMakesWhatMayBeMissingNullable() {
        assertThat(TableSchema.of(Outer.class).columns())
                .containsExactly(
                        new Column("id", Kind.STRING, false),
                        new Column("first_part", Kind.INT32, true),
                        new Column("second_part", Kind.INT64, true),
                        new Column("other_part", Kind.INT32, false),
                        new Column("last_part", Kind.INT64, true),
                        new Column("only_part", Kind.STRING, true),
                        new Column("is_new", Kind.BOOLEAN, false),
                        new Column("colour", Kind.STRING, false));
    }

    @Test
    void takesRowsApartAndPutsThemTogether() {
        TableSchema<Outer> schema = TableSchema.of(Outer.class);
        Outer row = new Outer("a", new Other(1, null));
        assertThat(schema.values(row)).containsExactly("a", null, null, 1, null, null, false, "GREEN");
        assertThat(schema.row(schema.parquetType(), schema.values(row))).isEqualTo(row);
        Outer full = new Outer("b", new Inner(1, 2L), new Other(3, null), new Loose("x"), true, Colour.RED);
        assertThat(schema.row(schema.parquetType(), schema.values(full))).isEqualTo(full);
    }

    @Test
    void namesEveryColumnOfEachTableOnce() {
        for (ParquetTable<?> table :
                SweepTables.in(LocalStorage.at(Path.of("out"))).all()) {
            List<String> names =
                    table.schema().columns().stream().map(Column::name).toList();
            assertThat(names).as(table.name()).doesNotHaveDuplicates();
            assertThat(names.get(0)).isIn("trial_id", "data_hash");
        }
    }

    @Test
    void makesMetricsNullableAndIdentityNot() {
        List<Column> columns = TableSchema.of(TrialRow.class).columns();
        assertThat(columns)
                .contains(
                        new Column("trial_id", Kind.STRING, false),
                        new Column("seed", Kind.INT64, false),
                        new Column("round", Kind.INT32, true),
                        new Column("state", Kind.STRING, false),
                        new Column("error_code", Kind.STRING, true),
                        new Column("bytes", Kind.INT64, true),
                        new Column("test_error", Kind.DOUBLE, true),
                        new Column("stopped_early", Kind.BOOLEAN, true),
                        new Column("schema_version", Kind.INT32, false));
    }

    @Test
    void refusesTypesThatNoColumnHolds() {
        record Odd(List<String> names) {}
        assertThatThrownBy(() -> TableSchema.of(Odd.class)).hasMessage("no column holds a java.util.List");
    }

    @Test
    void keepsRowsOfFailedTrialsWithoutMetrics() {
        TableSchema<TrialRow> schema = TableSchema.of(TrialRow.class);
        TrialRow failed = TrialRecords.failed("t").trial();
        assertThat(schema.row(schema.parquetType(), schema.values(failed))).isEqualTo(failed);
    }
}
