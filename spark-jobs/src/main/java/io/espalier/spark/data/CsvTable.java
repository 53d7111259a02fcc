package io.espalier.spark.data;

import static io.espalier.schema.InvalidValueException.check;

import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.schema.Default;
import io.espalier.schema.Name;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/**
 * A table of one's own as CSV with a header line, read by Spark on the driver. As with {@link ParquetTable}, examples
 * come in the order of their content.
 *
 * @param path a file, a folder or a pattern, in any file system that Spark reads
 * @param features columns of numbers; all of them but the label where empty
 * @param label a column of whole numbers 0, 1, ..., K - 1, or of strings, which then are classes in sorted order
 * @param missing what an empty cell of a feature becomes
 */
@Name("csv")
public record CsvTable(
        String path,
        @Default("[]") List<String> features,
        @Default("label") String label,
        @Default("refused") Missing missing)
        implements DatasetSource {
    /** What to do without a number. */
    public enum Missing {
        /** The table is refused. */
        REFUSED,
        /** The mean of the column's other cells, over all parts of the data. */
        MEAN
    }

    public CsvTable {
        check(!path.isBlank(), "path", path, "be the path of a table");
        check(!features.contains(label), "features", features, "not contain the label");
        features = List.copyOf(features);
    }

    /** A file in the working folder. */
    public CsvTable() {
        this("data.csv", List.of(), "label", Missing.REFUSED);
    }

    /**
     * Reads the table.
     *
     * @throws IOException if it cannot be read or is empty, a column is missing or no number, a cell is empty where
     *     that is refused, or the labels are not 0, 1, ..., K - 1
     */
    @Override
    public Examples load() throws IOException {
        try {
            Dataset<Row> table = LabelledTable.session()
                    .read()
                    .option("header", true)
                    .option("inferSchema", true)
                    .csv(path);
            List<String> chosen = features.isEmpty() ? numbers(table) : features;
            return new LabelledTable(missing == Missing.MEAN ? filled(table, chosen) : table).examples(chosen, label);
        } catch (Exception e) {
            throw new IOException("Cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private List<String> numbers(Dataset<Row> table) {
        return Arrays.stream(table.schema().fields())
                .filter(field -> field.dataType() instanceof NumericType)
                .map(StructField::name)
                .filter(name -> !name.equals(label))
                .toList();
    }

    /** One mean after the other in a fixed order: the sum of a column in one partition always has the same bits. */
    private static Dataset<Row> filled(Dataset<Row> table, List<String> columns) throws IOException {
        Dataset<Row> whole = table.coalesce(1);
        TableColumns known = new TableColumns(table.schema());
        Row means = whole.agg(functions.count(functions.lit(1)), means(known, columns))
                .first();
        Dataset<Row> filled = whole;
        for (int i = 0; i < columns.size(); i++) {
            if (!means.isNullAt(i + 1)) {
                Column cell = known.feature(columns.get(i)).cast("double");
                filled = filled.withColumn(
                        columns.get(i), functions.coalesce(cell, functions.lit(means.getDouble(i + 1))));
            }
        }
        return filled;
    }

    private static Column[] means(TableColumns known, List<String> columns) throws IOException {
        Column[] means = new Column[columns.size()];
        for (int i = 0; i < means.length; i++) {
            means[i] = functions.avg(known.feature(columns.get(i)));
        }
        return means;
    }
}
