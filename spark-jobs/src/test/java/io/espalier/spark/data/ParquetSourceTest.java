package io.espalier.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.ClassTargets;
import io.espalier.data.ColumnUse;
import io.espalier.data.ColumnUse.Role;
import io.espalier.data.Dataset;
import io.espalier.data.DatasetSource;
import io.espalier.data.ExampleWeights;
import io.espalier.data.Examples;
import io.espalier.data.FeatureColumn;
import io.espalier.data.Missing;
import io.espalier.network.op.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ParquetSourceTest extends ParquetReading {
    @Test
    void readsAnArrayColumnInTheOrderOfLabelThenFeatures() throws IOException {
        Dataset read = load(
                PIXELS, List.of("pixels"), "digit", pixels(1, 0.5, 0.25), pixels(0, 3.0, 1.0), pixels(0, 2.0, 9.0));

        assertThat(read.shape()).isEqualTo(Shape.vector(2));
        assertThat(read.targets().outputs()).isEqualTo(2);
        assertThat(ClassTargets.of(read).labels()).containsExactly(0, 0, 1);
        assertThat(read.features()).containsExactly(2, 9, 3, 1, 0.5f, 0.25f);
    }

    @Test
    void readsDenseAndSparseVectorsAlike() throws IOException {
        StructType schema =
                new StructType().add("features", SQLDataTypes.VectorType()).add("label", DataTypes.DoubleType);

        Dataset read = load(
                schema,
                List.of("features"),
                "label",
                RowFactory.create(Vectors.dense(1, 2, 3), 0.0),
                RowFactory.create(Vectors.sparse(3, new int[] {1}, new double[] {7}), 1.0));

        assertThat(read.features()).containsExactly(1, 2, 3, 0, 7, 0);
        assertThat(ClassTargets.of(read).labels()).containsExactly(0, 1);
    }

    @Test
    void readsNumericColumnsInTheOrderTheyAreNamed() throws IOException {
        StructType schema = new StructType()
                .add("a.b", DataTypes.IntegerType)
                .add("kind", DataTypes.StringType)
                .add("c", DataTypes.FloatType);

        Dataset read = load(
                schema,
                List.of("c", "a.b"),
                "kind",
                RowFactory.create(1, "pear", 0.5f),
                RowFactory.create(2, "apple", 1.5f),
                RowFactory.create(3, "plum", 2.5f));

        assertThat(read.features()).containsExactly(1.5f, 2, 0.5f, 1, 2.5f, 3);
        assertThat(ClassTargets.of(read).labels()).containsExactly(0, 1, 2);
    }

    @Test
    void givesTheSameSplitsHoweverTheRowsAreOrderedAndCut() throws IOException {
        Random random = new Random(5);
        List<Row> rows = new ArrayList<>(IntStream.range(0, 200)
                .mapToObj(i -> pixels(i % 4, random.nextGaussian(), random.nextInt(3) / 2.0))
                .toList());
        String one = write(PIXELS, rows, 1);
        Collections.shuffle(rows, random);
        String five = write(PIXELS, rows, 5);

        assertThat(hash(five)).isEqualTo(hash(one));
    }

    @Test
    void takesAnyNumbersForLabels() throws IOException {
        StructType schema = new StructType().add("x", DataTypes.FloatType).add("label", DataTypes.DoubleType);

        Examples read = examples(
                schema,
                RowFactory.create(1f, 0.5),
                RowFactory.create(2f, 10.0),
                RowFactory.create(3f, -1.0),
                RowFactory.create(4f, 9.0));

        assertThat(read.examples().targets().names()).containsExactly("-1", "0.5", "9", "10");
        assertThat(read.examples().features()).containsExactly(3, 1, 4, 2);
    }

    @Test
    void takesTruthsForLabelsAndFeatures() throws IOException {
        StructType schema = new StructType().add("on", DataTypes.BooleanType).add("label", DataTypes.BooleanType);

        Examples read = examples(schema, RowFactory.create(true, false), RowFactory.create(false, true));

        assertThat(read.examples().targets().names()).containsExactly("false", "true");
        assertThat(read.examples().features()).containsExactly(1, 0);
        assertThat(read.columns().uses()).contains(ColumnUse.feature("on", "false is 0, true is 1"));
    }

    @Test
    void takesAllNumbersWhereNoFeaturesAreNamed() throws IOException {
        StructType schema = new StructType()
                .add("day", DataTypes.DateType)
                .add("note", DataTypes.StringType)
                .add("a", DataTypes.LongType)
                .add("v", ARRAY)
                .add("label", DataTypes.IntegerType);

        Examples read = examples(
                schema,
                RowFactory.create(null, "x", 1L, List.of(2.0, 3.0), 0),
                RowFactory.create(null, null, 4L, List.of(5.0, 6.0), 1));

        assertThat(read.examples().features()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(read.columns().features()).extracting(FeatureColumn::name).containsExactly("a", "v[0]", "v[1]");
        assertThat(read.columns().uses())
                .extracting(ColumnUse::role)
                .containsExactly(Role.IGNORED, Role.IGNORED, Role.FEATURE, Role.FEATURE, Role.LABEL);
    }

    @Test
    void keepsDigitsThatAFloatDoesNotHold() throws IOException {
        StructType schema = new StructType().add("t", DataTypes.LongType).add("label", DataTypes.IntegerType);

        Dataset read = examples(schema, RowFactory.create(1_700_000_001L, 0), RowFactory.create(1_700_000_002L, 1))
                .examples();

        assertThat(read.exactFeature(1, 0) - read.exactFeature(0, 0)).isEqualTo(1);
    }

    @Test
    void readsLevels() throws IOException {
        StructType schema = new StructType()
                .add("site", DataTypes.StringType)
                .add("x", DataTypes.IntegerType)
                .add("label", DataTypes.IntegerType);
        String path = write(
                schema,
                List.of(RowFactory.create("b", 1, 0), RowFactory.create("a", 2, 0), RowFactory.create(null, 3, 1)),
                1);

        Examples read = new ParquetSource(
                        path, List.of("x"), "label", new Missing.Refused(), List.of("site"), List.of(), List.of(), null)
                .load();

        assertThat(read.columns().features())
                .containsExactly(new FeatureColumn.Numeric("x"), new FeatureColumn.Category("site", List.of("a", "b")));
        assertThat(read.examples().features()).containsExactly(1, 1, 2, 0, 3, Float.NaN);
    }

    @Test
    void readsWeights() throws IOException {
        StructType schema = new StructType()
                .add("x", DataTypes.IntegerType)
                .add("w", DataTypes.DoubleType)
                .add("label", DataTypes.IntegerType);
        String path = write(
                schema,
                List.of(RowFactory.create(3, 0.5, 1), RowFactory.create(1, 2.0, 0), RowFactory.create(2, 0.0, 0)),
                1);

        Examples read = weighted(path, "w").load();

        assertThat(read.examples().features()).containsExactly(1, 2, 3);
        ExampleWeights weights = read.examples().weights().orElseThrow();
        assertThat(IntStream.range(0, 3).mapToDouble(weights::of).toArray()).containsExactly(2, 0, 0.5);
        assertThat(read.columns().uses()).contains(ColumnUse.weight("w"));
    }

    private static ParquetSource weighted(String path, String weight) {
        return new ParquetSource(
                path, List.of(), "label", new Missing.Refused(), List.of(), List.of(), List.of(), weight);
    }

    @Test
    void refusesWeightsThatAreNone() {
        StructType schema = new StructType()
                .add("x", DataTypes.IntegerType)
                .add("w", DataTypes.DoubleType)
                .add("t", DataTypes.StringType)
                .add("label", DataTypes.IntegerType);
        String path = write(
                schema,
                List.of(
                        RowFactory.create(1, -1.0, "1", 0),
                        RowFactory.create(2, null, "1", 1),
                        RowFactory.create(3, Double.NaN, "1", 1)),
                1);
        assertThatThrownBy(() -> weighted(path, "w").load())
                .hasMessageContaining("weight w has 3 invalid weights: \"-1\" in row ")
                .hasMessageEndingWith("(must be a number of at least 0 in every row)");
        assertThatThrownBy(() -> weighted(path, "t").load())
                .hasMessageEndingWith("weight t is of type string (must be a number)");
    }

    @Test
    void leavesMissingNumbersForTheMean() throws IOException {
        String path = write(PIXELS, List.of(pixels(0, 1.0, null), pixels(1, Double.NaN, 2.0)), 1);

        Examples read = new ParquetSource(
                        path, List.of("pixels"), "digit", new Missing.Mean(), List.of(), List.of(), List.of(), null)
                .load();

        assertThat(read.examples().features()).containsExactly(1, Float.NaN, Float.NaN, 2);
    }

    @Test
    void isFoundBesideTheSourcesOfTheCore() {
        assertThat(ServiceLoader.load(DatasetSource.class))
                .extracting(Object::getClass)
                .contains(ParquetSource.class)
                .hasSizeGreaterThan(1);
    }
}
