package io.espalier.spark.ml;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** The column that a regression model adds, left out where its name is empty. */
record ValueColumn(String prediction) implements OutputColumns {
    @Override
    public StructType inOrder(StructType before, StructType checked) {
        return prediction.isEmpty() ? before : before.add(checked.apply(prediction));
    }

    @Override
    public Row add(Row row, double[] outputs) {
        List<Object> values = OutputColumns.cells(row);
        if (!prediction.isEmpty()) {
            values.add(outputs[0]);
        }
        return RowFactory.create(values.toArray());
    }

    @Override
    public Row addUnknown(Row row, int outputs) {
        return add(row, new double[] {Double.NaN});
    }
}
