package io.espalier.spark.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.InvalidValueException;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ParquetRefusalsTest extends ParquetReading {
    @Test
    void refusesNumbersThatAreNotFinite() {
        assertRefuses(
                "column pixels has 1 missing value: row \\d \\(missing: mean replaces them by the mean of the training part\\)",
                pixels(0, 1.0, Double.NaN),
                pixels(1, 1.0, 2.0));
    }

    @Test
    void refusesNulls() {
        assertRefuses(
                "column pixels has 1 missing value: row \\d \\(missing: mean replaces them by the mean of the training part\\)",
                pixels(0, 1.0, 2.0),
                pixels(1, 1.0, null));
    }

    @Test
    void refusesNumbersTooLargeForAFloat() {
        assertRefuses(
                "column pixels has 1 number out of float32 range: \"1.0E300\" in row \\d \\(ignore: drops a column\\)",
                pixels(0, 1.0, 1e300),
                pixels(1, 1.0, 2.0));
    }

    /** Two of these are one double. */
    @Test
    void refusesWholeNumbersThatDoublesRound() {
        StructType schema = new StructType()
                .add("id", DataTypes.LongType)
                .add("amount", DataTypes.LongType)
                .add("label", DataTypes.IntegerType);

        assertThatThrownBy(() -> examples(
                        schema,
                        RowFactory.create((1L << 53) + 1, 1L << 53, 0),
                        RowFactory.create(1L << 53, -(1L << 60), 1),
                        RowFactory.create(Long.MAX_VALUE, 2L, 0)))
                .hasMessageEndingWith(
                        "column id has whole numbers that doubles round, in 2 rows (if they are names and not"
                                + " amounts: categorical: [id] or ignore: [id])");
    }

    @Test
    void refusesNullLabelsAmongStrings() {
        StructType schema = new StructType().add("x", DataTypes.FloatType).add("label", DataTypes.StringType);

        assertThatThrownBy(() ->
                        load(schema, List.of("x"), "label", RowFactory.create(1f, "a"), RowFactory.create(2f, null)))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(
                        "(?s).*label label has 1 missing value: row \\d \\(must be a class in every row\\)");
    }

    @Test
    void refusesArraysOfDifferentLength() {
        assertRefuses(
                "column pixels has 1 row of different length: \"\\d features\" in row 1 \\(must be \\d features in each;"
                        + " ignore: drops a column\\)",
                pixels(0, 1.0, 2.0),
                pixels(1, 1.0));
    }

    @Test
    void refusesAnEmptyTable() {
        assertRefuses("it has no rows");
    }

    @Test
    void suggestsTheColumnThatWasMeant() {
        assertThatThrownBy(() -> load(PIXELS, List.of("pixel"), "digit", pixels(0, 1.0)))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("no column pixel (must be one of pixels, digit; did you mean pixels?)");
    }

    @Test
    void refusesColumnsThatAreNoNumbers() {
        StructType schema = new StructType().add("x", DataTypes.StringType).add("label", DataTypes.DateType);

        assertThatThrownBy(() -> load(schema, List.of("x"), "label"))
                .hasMessageEndingWith("column label is of type date (must be a number, true or false, or a string)");
        assertThatThrownBy(
                        () -> new ParquetSource(folder + "/table-1-" + schema.hashCode(), List.of("label"), "x").load())
                .hasMessageEndingWith(
                        "column label is of type date (dates are not supported: convert them to days or" + " seconds)");
    }

    @Test
    void refusesOneClassWhenItIsSplit() {
        String path = write(PIXELS, List.of(pixels(0, 1.0), pixels(0, 2.0), pixels(0, 3.0)), 1);

        assertThatThrownBy(() -> hash(path))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot use the data: all examples are of class 0 (must be of two or more classes)");
    }

    @Test
    void saysThatThereIsNoTable() {
        String path = folder.resolve("none").toString();

        assertThatThrownBy(() -> new ParquetSource(path, List.of("x"), "label").load())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot read " + path + ": ");
        assertThatThrownBy(() -> new ParquetSource(path, List.of("x"), "label").requirePresent())
                .hasMessage("Cannot read " + path + ": no such file or folder");
    }

    @Test
    void refusesItsLabelAmongItsFeatures() {
        assertThatThrownBy(() -> new ParquetSource("x", List.of("a", "label"), "label"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("Invalid features: [a, label] (must not contain the label)");
    }
}
