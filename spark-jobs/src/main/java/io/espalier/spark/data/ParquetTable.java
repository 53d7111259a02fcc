package io.espalier.spark.data;

import static io.espalier.schema.InvalidValueException.check;

import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.schema.Default;
import io.espalier.schema.Name;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table of one's own in Parquet, read by Spark on the driver. An example's features are the numbers in its feature
 * columns, one after the other. A table has no order of its own, so examples are put in the order of their content
 * (label, then features, compared as bytes): however its files are cut, the same rows give the same examples.
 *
 * @param path a file, a folder or a pattern, in any file system that Spark reads
 * @param features columns of numbers, of arrays of numbers or of MLlib vectors
 * @param label a column of whole numbers 0, 1, ..., K - 1, or of strings, which then are classes in sorted order
 */
@Name("parquet")
public record ParquetTable(
        String path,
        @Default("[features]") List<String> features,
        @Default("label") String label) implements DatasetSource {

    public ParquetTable {
        check(!path.isBlank(), "path", path, "be the path of a table");
        check(!features.isEmpty(), "features", features, "name at least one column");
        check(!features.contains(label), "features", features, "not contain the label");
        features = List.copyOf(features);
    }

    /** With the column names that MLlib has by default. */
    public ParquetTable() {
        this("data.parquet", List.of("features"), "label");
    }

    /**
     * Reads the table.
     *
     * @throws IOException if it cannot be read or is empty, a column is missing or of another type, a feature is null
     *     or not finite, examples have different numbers of features, or the labels are not 0, 1, ..., K - 1
     */
    @Override
    public Examples load() throws IOException {
        try {
            Dataset<Row> table = session().read().parquet(path);
            TableColumns columns = new TableColumns(table.schema());
            Column labels = columns.label(label);
            List<Column> chosen = new ArrayList<>(List.of(labels));
            for (String feature : features) {
                chosen.add(columns.feature(feature));
            }
            ExampleBytes encoder = new ExampleBytes(columns.isText(label) ? classNames(table, labels) : List.of());
            List<byte[]> encoded = table.select(chosen.toArray(Column[]::new))
                    .map(encoder, Encoders.BINARY())
                    .collectAsList();
            return new Examples(ExampleBytes.decode(encoded), null);
        } catch (Exception e) {
            throw new IOException("Cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static List<String> classNames(Dataset<Row> table, Column label) {
        return table.select(label).where(label.isNotNull()).distinct().as(Encoders.STRING()).collectAsList().stream()
                .sorted()
                .toList();
    }

    private static SparkSession session() {
        SparkConf conf = new SparkConf().setIfMissing("spark.master", "local[*]");
        return SparkSession.getActiveSession()
                .getOrElse(() -> SparkSession.builder().config(conf).getOrCreate());
    }
}
