package io.espalier.spark.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that a classification model adds, in MLlib's order, those with an empty name left out.
 *
 * @param thresholds one per class; empty for none
 */
record ClassColumns(String raw, String probability, String prediction, List<Double> thresholds)
        implements OutputColumns {

    @Override
    public StructType inOrder(StructType before, StructType checked) {
        StructType schema = before;
        for (String name : List.of(raw, probability, prediction)) {
            schema = name.isEmpty() ? schema : schema.add(checked.apply(name));
        }
        return schema;
    }

    @Override
    public Row add(Row row, double[] logits) {
        List<Object> values = OutputColumns.cells(row);
        if (!raw.isEmpty()) {
            values.add(Vectors.dense(logits.clone()));
        }
        double[] probabilities = logits.clone();
        Softmax.inPlace(probabilities);
        if (!probability.isEmpty()) {
            values.add(Vectors.dense(probabilities));
        }
        if (!prediction.isEmpty()) {
            values.add(
                    thresholds.isEmpty() ? (double) largest(logits) : (double) largest(overThresholds(probabilities)));
        }
        return RowFactory.create(values.toArray());
    }

    @Override
    public Row addUnknown(Row row, int classes) {
        double[] unknown = new double[classes];
        Arrays.fill(unknown, Double.NaN);
        List<Object> values = OutputColumns.cells(row);
        for (String vector : List.of(raw, probability)) {
            if (!vector.isEmpty()) {
                values.add(Vectors.dense(unknown.clone()));
            }
        }
        if (!prediction.isEmpty()) {
            values.add(Double.NaN);
        }
        return RowFactory.create(values.toArray());
    }

    /** As MLlib has it: a threshold of 0 gives infinity, or NaN, which never wins, where the probability is 0 as well. */
    private double[] overThresholds(double[] probabilities) {
        double[] scaled = new double[probabilities.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = probabilities[i] / thresholds.get(i);
        }
        return scaled;
    }

    private static int largest(double[] values) {
        int largest = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            if (values[i] > most) {
                most = values[i];
                largest = i;
            }
        }
        return largest;
    }
}
