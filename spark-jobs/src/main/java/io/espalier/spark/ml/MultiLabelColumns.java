package io.espalier.spark.ml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.SchemaUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The columns that a model of several labels adds, those with an empty name left out.
 *
 * @param thresholds one a label
 */
record MultiLabelColumns(String raw, String probability, String prediction, List<Double> thresholds)
        implements OutputColumns {
    /** The schema with these; throws if one is there before. */
    StructType addTo(StructType schema) {
        StructType all = schema;
        for (String vector : List.of(raw, probability)) {
            StructField field = new AttributeGroup(vector, thresholds.size()).toStructField();
            all = vector.isEmpty() ? all : SchemaUtils.appendColumn(all, field);
        }
        StructField labels = new StructField(
                prediction, DataTypes.createArrayType(DataTypes.DoubleType, false), false, Metadata.empty());
        return prediction.isEmpty() ? all : SchemaUtils.appendColumn(all, labels);
    }

    @Override
    public StructType inOrder(StructType before, StructType checked) {
        return checked;
    }

    @Override
    public Row add(Row row, double[] logits) {
        double[] probabilities =
                Arrays.stream(logits).map(MultiLabelColumns::sigmoid).toArray();
        return add(row, logits, probabilities, predicted(probabilities));
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + StrictMath.exp(-logit));
    }

    private List<Double> predicted(double[] probabilities) {
        return IntStream.range(0, probabilities.length)
                .filter(label -> probabilities[label] >= thresholds.get(label))
                .mapToObj(label -> (double) label)
                .toList();
    }

    /** No label is predicted of what is not known. */
    @Override
    public Row addUnknown(Row row, int labels) {
        double[] unknown = new double[labels];
        Arrays.fill(unknown, Double.NaN);
        return add(row, unknown, unknown, List.of());
    }

    private Row add(Row row, double[] logits, double[] probabilities, List<Double> labels) {
        List<Object> values = new ArrayList<>(OutputColumns.cells(row));
        if (!raw.isEmpty()) {
            values.add(Vectors.dense(logits.clone()));
        }
        if (!probability.isEmpty()) {
            values.add(Vectors.dense(probabilities.clone()));
        }
        if (!prediction.isEmpty()) {
            values.add(CollectionConverters.asScala(labels).toSeq());
        }
        return RowFactory.create(values.toArray());
    }
}
