package io.espalier.spark.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.DataSpec;
import io.espalier.data.Dataset;
import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Reads a Parquet table that a test writes. */
abstract class ParquetReading {
    static final DataType ARRAY = DataTypes.createArrayType(DataTypes.DoubleType);

    static final StructType PIXELS = new StructType().add("pixels", ARRAY).add("digit", DataTypes.IntegerType);

    static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void startSpark() {
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .getOrCreate();
    }

    @AfterAll
    static void stopSpark() {
        spark.stop();
    }

    String write(StructType schema, List<Row> rows, int files) {
        String path = folder.resolve("table-" + files + "-" + schema.hashCode()).toString();
        spark.createDataFrame(rows, schema).repartition(files).write().parquet(path);
        return path;
    }

    Dataset load(StructType schema, List<String> features, String label, Row... rows) throws IOException {
        return new ParquetSource(write(schema, List.of(rows), 1), features, label)
                .load()
                .examples();
    }

    static Row pixels(int label, @Nullable Double... values) {
        return RowFactory.create(Arrays.asList(values), label);
    }

    void assertRefuses(String reason, Row... rows) {
        assertThatThrownBy(() -> load(PIXELS, List.of("pixels"), "digit", rows))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot read " + folder)
                .hasMessageMatching("(?s)Cannot read .*: " + reason);
    }

    Examples examples(StructType schema, Row... rows) throws IOException {
        return new ParquetSource(write(schema, List.of(rows), 1), List.of("features"), "label").load();
    }

    static String hash(String path) throws IOException {
        DatasetSource source = new ParquetSource(path, List.of("pixels"), "digit");
        return new DataSpec(source, 0.2, 0.2, 0, DataSpec.Scaling.STANDARD, null)
                .load()
                .hash();
    }
}
