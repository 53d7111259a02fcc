package io.espalier.spark.data;

import io.espalier.data.Examples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A table of which every row is an example. */
record LabelledTable(Dataset<Row> table) {
    /**
     * The examples in the order of their content.
     *
     * @throws IOException if a column is missing or of another type, or rows are no examples of one kind
     */
    Examples examples(List<String> features, String label) throws IOException {
        TableColumns columns = new TableColumns(table.schema());
        Column labels = columns.label(label);
        List<Column> chosen = new ArrayList<>(List.of(labels));
        for (String feature : features) {
            chosen.add(columns.feature(feature));
        }
        ExampleBytes encoder = new ExampleBytes(columns.isText(label) ? classNames(labels) : List.of());
        List<byte[]> encoded = table.select(chosen.toArray(Column[]::new))
                .map(encoder, Encoders.BINARY())
                .collectAsList();
        return new Examples(ExampleBytes.decode(encoded), null);
    }

    private List<String> classNames(Column label) {
        return table.select(label).where(label.isNotNull()).distinct().as(Encoders.STRING()).collectAsList().stream()
                .sorted()
                .toList();
    }

    static SparkSession session() {
        SparkConf conf = new SparkConf().setIfMissing("spark.master", "local[*]");
        return SparkSession.getActiveSession()
                .getOrElse(() -> SparkSession.builder().config(conf).getOrCreate());
    }
}
