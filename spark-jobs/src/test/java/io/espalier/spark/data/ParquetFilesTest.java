package io.espalier.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.ColumnUse;
import io.espalier.data.ColumnUse.Role;
import io.espalier.data.Examples;
import io.espalier.data.Missing;
import io.espalier.data.Targets;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of others: columns that Spark cannot read, files that are not whole, and folders that it reads a part of. */
class ParquetFilesTest extends ParquetReading {
    private static final StructType NUMBERS =
            new StructType().add("x", DataTypes.DoubleType).add("label", DataTypes.LongType);
    private static final Row[] TWO = {RowFactory.create(1.0, 0L), RowFactory.create(2.0, 1L)};

    private Path table;

    @BeforeEach
    void makeFolder() throws IOException {
        table = Files.createDirectory(folder.resolve("table"));
    }

    /** What pandas, polars and others write, and Spark 4.1 has no type for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "required int64 odd (TIMESTAMP(NANOS,false));",
                "required int64 odd (TIME(NANOS,false));",
                "required fixed_len_byte_array(2) odd (FLOAT16);",
                "required fixed_len_byte_array(32) odd (DECIMAL(76,0));",
                "required int32 odd (TIME(MILLIS,true));"
            })
    void ignoresColumnsThatSparkCannotRead(String odd) throws IOException {
        write("1.parquet", "message table { required double x; " + odd + " required int64 label; }");

        assertThat(uses("features").get("odd")).startsWith("of type ").endsWith(", which Spark cannot read");
        assertThat(uses("x").get("odd")).isNotNull();
        assertThatThrownBy(() -> source("odd").load())
                .isInstanceOf(IOException.class)
                .hasMessageMatching("Cannot read .*: column odd is of type .*, which Spark cannot read");
    }

    @Test
    void ignoresArraysOfOtherThingsThanNumbers() throws IOException {
        StructType schema = NUMBERS.add("names", DataTypes.createArrayType(DataTypes.StringType))
                .add("pairs", DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.DoubleType)))
                .add("structs", DataTypes.createArrayType(NUMBERS));
        write(schema, RowFactory.create(1.0, 0L, null, null, null), RowFactory.create(2.0, 1L, null, null, null));

        assertThat(uses("features").keySet()).containsExactly("names", "pairs", "structs");
    }

    @Test
    void ignoresColumnsWithoutValuesUnlessTheyAreNamed() throws IOException {
        StructType schema =
                NUMBERS.add("none", DataTypes.DoubleType).add("nothing", ARRAY).add("empty", ARRAY);
        write(
                schema.add("v", ARRAY),
                RowFactory.create(1.0, 0L, null, null, List.of(), null),
                RowFactory.create(2.0, 1L, Double.NaN, null, List.of(), List.of(5.0, 6.0)));

        assertThatThrownBy(() -> source("features").load())
                .hasMessageMatching("Cannot read .*: column v has 1 missing value: row \\d .*");
        assertThat(uses("x")).containsKeys("none", "nothing", "empty", "v");
        assertThatThrownBy(() -> source("none").load()).hasMessageContaining("column none has 2 missing values");

        Examples read = new ParquetSource(
                        table.toString(),
                        List.of("features"),
                        "label",
                        new Missing.Refused(),
                        List.of(),
                        List.of("v"),
                        List.of(),
                        null)
                .load();
        assertThat(read.columns().uses().stream().filter(use -> use.note().equals("no values")))
                .extracting(ColumnUse::column)
                .containsExactly("none", "nothing", "empty");
    }

    @Test
    void refusesRoundedNumbersOfEveryWholeType() throws IOException {
        StructType schema =
                NUMBERS.add("id", DataTypes.createDecimalType(38, 0)).add("amount", DataTypes.createDecimalType(38, 2));
        BigDecimal large = new BigDecimal("99999999999999999999999999999999999999");
        BigDecimal next = new BigDecimal("9223372036854775813");
        write(
                schema,
                RowFactory.create(1.0, 0L, large, new BigDecimal("0.10")),
                RowFactory.create(2.0, 1L, next, new BigDecimal("1.25")),
                RowFactory.create(3.0, 1L, BigDecimal.TEN, BigDecimal.ONE));

        assertThatThrownBy(() -> source("features").load())
                .hasMessageMatching("Cannot read .*: column id has whole numbers that doubles round, in 2 rows .*");
    }

    @Test
    void tellsColumnsApartByCase() throws IOException {
        spark.conf().set("spark.sql.caseSensitive", "true");
        write(NUMBERS.add("X", DataTypes.DoubleType), RowFactory.create(1.0, 0L, 3.0), RowFactory.create(2.0, 1L, 4.0));
        spark.conf().unset("spark.sql.caseSensitive");

        assertThat(source("X").load().examples().features()).containsExactly(3, 4);
    }

    @Test
    void namesTheColumnThatIsMissingInAnyRow() {
        write(NUMBERS.add("v", ARRAY), RowFactory.create(1.0, 0L, null), RowFactory.create(2.0, 1L, List.of(1.0, 2.0)));

        assertThatThrownBy(() -> source("features").load()).hasMessageContaining("column v has 1 missing value: row ");
    }

    @Test
    void takesTheColumnsOfAllFiles() throws IOException {
        write(NUMBERS, TWO);
        write(NUMBERS.add("later", DataTypes.DoubleType), RowFactory.create(3.0, 0L, 1.0));
        write(
                new StructType().add("x", DataTypes.StringType).add("label", DataTypes.LongType),
                RowFactory.create("text", 0L));

        assertThatThrownBy(() -> source("features").load())
                .hasMessageMatching("Cannot read .*: column later has 3 missing values: .*");
        assertThatThrownBy(() -> source("x").load())
                .hasMessageMatching("Cannot read .*: column x is of type (double|string) in .*parquet and"
                        + " (double|string) in .*parquet \\(must be of one type\\)");
    }

    @Test
    void refusesFilesThatAreNotWhole() throws IOException {
        write(NUMBERS, TWO);
        byte[] whole = Files.readAllBytes(part());

        assertRefuses(new byte[0], "other.parquet is no Parquet file: it has 0 bytes");
        assertRefuses(
                Arrays.copyOf(whole, whole.length - 8), "other.parquet is truncated: it does not end as Parquet does");
        assertRefuses("a,b,label\n1,2,3\n".getBytes(StandardCharsets.UTF_8), "other.parquet is no Parquet file: .*");
        assertRefuses(ending(whole, "PARE"), "other.parquet is encrypted \\(must be plain Parquet\\)");
        for (int i = whole.length - 8; i < whole.length - 4; i++) {
            byte[] damaged = whole.clone();
            damaged[i] = (byte) 0x7f;
            assertRefuses(damaged, "other.parquet is damaged: .*");
        }
    }

    private static byte[] ending(byte[] file, String magic) {
        byte[] other = file.clone();
        System.arraycopy(magic.getBytes(StandardCharsets.US_ASCII), 0, other, file.length - 4, 4);
        return other;
    }

    private void assertRefuses(byte[] content, String reason) throws IOException {
        Files.write(table.resolve("other.parquet"), content);

        assertThatThrownBy(() -> source("x").load())
                .isInstanceOf(IOException.class)
                .hasMessageMatching("Cannot read [^\\n]*: " + reason);
    }

    @Test
    void readsAllFilesOrNone() throws IOException {
        write(NUMBERS, TWO);
        Path inner = Files.createDirectory(table.resolve("site=3"));
        Files.copy(part(), inner.resolve("copy.parquet"));

        assertThatThrownBy(() -> source("x").load()).hasMessageContaining("(must be of the same columns)");

        Files.delete(part());
        assertThat(source("site").load().examples().features()).containsExactly(3, 3);

        Files.move(inner, table.resolve("elsewhere"));
        assertThatThrownBy(() -> source("x").load())
                .hasMessageMatching("Cannot read .*: Spark would not read .*copy.parquet \\(must be .*\\)");
    }

    @Test
    void refusesLinksThatLeadNowhereOrBack() throws IOException {
        write(NUMBERS, TWO);
        Path link = table.resolve("link.parquet");
        Files.createSymbolicLink(link, Path.of("none"));
        assertThatThrownBy(() -> source("x").load()).hasMessageEndingWith(": link.parquet is a link to no file");

        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("."));
        assertThatThrownBy(() -> source("x").load())
                .hasMessageEndingWith("link.parquet is a link to a folder that it lies in");
    }

    @Test
    void refusesAFolderWithoutFiles() throws IOException {
        Files.createFile(table.resolve("_SUCCESS"));

        assertThatThrownBy(() -> source("x").load()).hasMessageEndingWith(": there are no Parquet files in it");
    }

    private ParquetSource source(String feature) {
        return new ParquetSource(table.toString(), List.of(feature), "label");
    }

    /** Ignored columns with the reason. */
    private Map<String, String> uses(String feature) throws IOException {
        Map<String, String> uses = new LinkedHashMap<>();
        source(feature).load(Targets.Kind.CLASSES).columns().uses().stream()
                .filter(use -> use.role() == Role.IGNORED)
                .forEach(use -> uses.put(use.column(), use.note()));
        return uses;
    }

    private void write(StructType schema, Row... rows) {
        spark.createDataFrame(List.of(rows), schema)
                .coalesce(1)
                .write()
                .mode("append")
                .parquet(table.toString());
    }

    private Path part() throws IOException {
        try (Stream<Path> files = Files.list(table)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void write(String name, String schema) throws IOException {
        MessageType type = MessageTypeParser.parseMessageType(schema);
        org.apache.hadoop.fs.Path file =
                new org.apache.hadoop.fs.Path(table.resolve(name).toString());
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(file)
                .withType(type)
                .withConf(new Configuration())
                .build()) {
            for (int i = 0; i < 2; i++) {
                writer.write(row(new SimpleGroupFactory(type).newGroup(), type, i));
            }
        }
    }

    private static Group row(Group row, MessageType type, int i) {
        row.append("x", i + 1.0).append("label", (long) i);
        switch (type.getType("odd").asPrimitiveType().getPrimitiveTypeName()) {
            case INT64 -> row.append("odd", 7L);
            case INT32 -> row.append("odd", 7);
            default ->
                row.append(
                        "odd",
                        Binary.fromConstantByteArray(
                                new byte[type.getType("odd").asPrimitiveType().getTypeLength()]));
        }
        return row;
    }
}
