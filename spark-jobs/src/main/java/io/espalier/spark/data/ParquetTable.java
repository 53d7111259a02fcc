package io.espalier.spark.data;

import static io.espalier.schema.InvalidValueException.check;

import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.schema.Default;
import io.espalier.schema.Name;
import java.io.IOException;
import java.util.List;

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
            return new LabelledTable(LabelledTable.session().read().parquet(path)).examples(features, label);
        } catch (Exception e) {
            throw new IOException("Cannot read " + path + ": " + e.getMessage(), e);
        }
    }
}
