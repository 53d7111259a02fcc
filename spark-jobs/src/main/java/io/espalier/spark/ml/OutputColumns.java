package io.espalier.spark.ml;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** The columns that a model adds. */
interface OutputColumns extends Serializable {
    /** The columns of {@code before}, then these as {@code checked} has them. */
    StructType inOrder(StructType before, StructType checked);

    /** The row with the columns added. */
    Row add(Row row, double[] outputs);

    /** The row with the columns added, all of which are NaN. */
    Row addUnknown(Row row, int outputs);

    /** What a row holds, to add to. */
    static List<Object> cells(Row row) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < row.length(); i++) {
            values.add(row.get(i));
        }
        return values;
    }
}
