package io.espalier.spark.ml;

import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.data.source.Digits;
import io.espalier.spark.LocalSpark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The digits as a user's table: an id, 64 columns of numbers, an array of the same, and the digit as a word. */
final class DigitsTable {
    private static final String[] WORDS = {
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"
    };

    private DigitsTable() {}

    static String[] pixels() {
        String[] names = new String[64];
        for (int i = 0; i < names.length; i++) {
            names[i] = "p" + i;
        }
        return names;
    }

    /** The first rows of the digits, in their order. */
    static org.apache.spark.sql.Dataset<Row> of(int size) throws IOException {
        StructType schema = new StructType().add("id", DataTypes.IntegerType);
        for (String pixel : pixels()) {
            schema = schema.add(pixel, DataTypes.FloatType);
        }
        schema = schema.add("image", DataTypes.createArrayType(DataTypes.FloatType))
                .add("word", DataTypes.StringType)
                .add("label", DataTypes.DoubleType);
        Dataset digits = new Digits().load().examples();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            rows.add(row(digits, i));
        }
        return LocalSpark.session().createDataFrame(rows, schema);
    }

    private static Row row(Dataset digits, int i) {
        List<Object> values = new ArrayList<>(List.of(i));
        List<Float> image = new ArrayList<>();
        for (int p = 0; p < 64; p++) {
            image.add(digits.features()[i * 64 + p]);
        }
        values.addAll(image);
        values.add(image);
        values.add(WORDS[ClassTargets.of(digits).labels()[i]]);
        values.add((double) ClassTargets.of(digits).labels()[i]);
        return RowFactory.create(values.toArray());
    }
}
