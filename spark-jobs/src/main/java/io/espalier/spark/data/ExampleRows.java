package io.espalier.spark.data;

import io.espalier.data.Dataset;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The rows of a table as examples on the driver. A table has no order of its own, so they are put in the order of their
 * content, as {@link ParquetTable} does: however the table is cut or shuffled, the same rows give the same examples.
 */
public final class ExampleRows {
    private ExampleRows() {}

    /**
     * The rows, of as many classes as the largest label tells of.
     *
     * @param features a column of MLlib vectors or arrays of numbers
     * @param label a column of numbers
     * @throws IOException if there are no rows, a label is not in 0, 1, 2, ..., a feature is null or not finite, or rows
     *     have different numbers of features
     */
    public static Dataset collect(org.apache.spark.sql.Dataset<?> table, String features, String label)
            throws IOException {
        TableColumns columns = new TableColumns(table.schema());
        Column[] chosen = {columns.label(label), columns.feature(features)};
        org.apache.spark.sql.Dataset<Row> rows = table.select(chosen);
        return ExampleBytes.decodeAny(
                rows.map(new ExampleBytes(List.of()), Encoders.BINARY()).collectAsList());
    }
}
