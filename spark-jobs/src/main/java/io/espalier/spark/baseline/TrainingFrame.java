package io.espalier.spark.baseline;

import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The training part as MLlib takes it: {@code features} and {@code label}, in the order of the examples, in one
 * partition. Executors get the numbers as they are and make rows of them only as they read them.
 */
record TrainingFrame(org.apache.spark.sql.Dataset<Row> rows, Examples examples) implements AutoCloseable {
    /** The numbers of all examples, on every executor that asks for them. */
    private record Examples(Broadcast<float[]> features, Broadcast<int[]> labels)
            implements FlatMapFunction<Integer, Row> {
        @Override
        public Iterator<Row> call(Integer partition) {
            int width = features.value().length / labels.value().length;
            return IntStream.range(0, labels.value().length)
                    .mapToObj(i -> row(Arrays.copyOfRange(features.value(), i * width, (i + 1) * width), i))
                    .iterator();
        }

        private Row row(float[] numbers, int i) {
            double[] wide = new double[numbers.length];
            Arrays.setAll(wide, j -> numbers[j]);
            return RowFactory.create(Vectors.dense(wide), (double) labels.value()[i]);
        }
    }

    static TrainingFrame of(Dataset train) {
        SparkSession spark = SparkSession.builder().getOrCreate();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Examples examples = new Examples(
                context.broadcast(train.features()),
                context.broadcast(ClassTargets.of(train).labels()));
        return new TrainingFrame(
                spark.createDataFrame(
                        context.parallelize(List.of(0), 1).flatMap(examples),
                        schema(train.targets().outputs())),
                examples);
    }

    private static StructType schema(int classes) {
        Metadata classNumbers = NominalAttribute.defaultAttr()
                .withName("label")
                .withNumValues(classes)
                .toMetadata();
        return new StructType(new StructField[] {
            new StructField("features", SQLDataTypes.VectorType(), false, Metadata.empty()),
            new StructField("label", DataTypes.DoubleType, false, classNumbers)
        });
    }

    @Override
    public void close() {
        examples.features().destroy();
        examples.labels().destroy();
    }
}
