package io.espalier.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every stage refuses, and what it then says: one list, no exemption. */
@SuppressWarnings({"unchecked", "rawtypes"})
class StageRefusalsTest extends FittedStages {
    @ParameterizedTest
    @MethodSource("stages")
    void refusesColumnsOfAnotherType(Stage stage) {
        Dataset<Row> words = digits.withColumn("features", functions.lit("words"));
        stage.both().forEach(one -> assertThatThrownBy(() -> one.transformSchema(words.schema()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("features"));
        Dataset<Row> labels = digits.withColumn("label", functions.lit("one"));
        assertThatThrownBy(() -> stage.estimator().transformSchema(labels.schema()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label");
        assertThatThrownBy(() ->
                        stage.model().transformSchema(digits.drop("features").schema()))
                .hasMessageContaining("features");
        assertThatThrownBy(() -> stage.model().transform(digits.withColumn("prediction", functions.lit(1.0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prediction");
    }

    @ParameterizedTest
    @MethodSource("stages")
    void refusesAnotherNumberOfFeaturesAsSoonAsItIsKnown(Stage stage) {
        StructType schema = new StructType()
                .add(new AttributeGroup("features", 63).toStructField())
                .add("label", DataTypes.DoubleType);
        assertThatThrownBy(() -> stage.model().transformSchema(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid features: 63 features (must be 64)");
        assertThatThrownBy(() -> stage.model().predict(Vectors.dense(1, 2)))
                .hasMessage("Invalid features: 2 features (must be 64)");
    }

    @ParameterizedTest
    @MethodSource("stages")
    void refusesANetworkThatDoesNotFitOrIsNotThere(Stage stage) {
        ProbabilisticClassifier wrong =
                (ProbabilisticClassifier) stage.estimator().copy(new ParamMap());
        wrong.set("network", "{ family: mpl }");
        assertThatThrownBy(() -> wrong.transformSchema(digits.schema()))
                .hasMessageContaining("Invalid network.family: mpl (must be one of");
        wrong.set("network", "{ family: conv-2 }");
        assertThatThrownBy(() -> wrong.transformSchema(digits.schema())).hasMessageContaining("must fit the data");
        wrong.set("network", "{ family: mlp }");
        wrong.set("inputShape", new int[] {1, 8, 9});
        assertThatThrownBy(() -> wrong.transformSchema(digits.schema()))
                .hasMessage("Invalid inputShape: 1x8x9 (must hold 64 features)");
    }

    /** MLlib's own classifiers refuse them as well, in the middle of a job. */
    @ParameterizedTest
    @MethodSource("stages")
    void refusesLabelsThatAreNoClasses(Stage stage) {
        for (Object label : new Object[] {0.5, -1.0, Double.NaN, null}) {
            Dataset<Row> rows = labelled(functions.lit(label).cast("double"));
            assertThatThrownBy(() -> new LogisticRegression().fit(rows)).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> stage.estimator().fit(rows))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "Cannot fit " + stage.estimator().uid() + ": column label has 1 invalid label: \"")
                    .hasMessageEndingWith("(must be whole numbers from 0; handleInvalid: skip drops such rows)");
        }
    }

    @ParameterizedTest
    @MethodSource("stages")
    void refusesMoreOrFewerClassesThanThereAre(Stage stage) {
        assertThatThrownBy(() -> stage.estimator().fit(labelled(functions.lit(100))))
                .hasMessageStartingWith("Invalid label: 100 (must be below 100, unless the column's metadata give");
        assertThatThrownBy(() -> stage.estimator().fit(digits.withColumn("label", functions.lit(0))))
                .hasMessage("Invalid label: 0 in all rows (must have two or more classes)");
        NominalAttribute nominal = NominalAttribute.defaultAttr().withName("label");
        Dataset<Row> nine = labelledAs(nominal.withNumValues(9));
        assertThatThrownBy(() -> new LogisticRegression().fit(nine)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> stage.estimator().fit(nine)).hasMessage("Invalid label: 9 (must be in 0..8)");
        Dataset<Row> one = labelledAs(nominal.withNumValues(1));
        assertThatThrownBy(() -> stage.estimator().transformSchema(one.schema()))
                .hasMessage("Invalid label: 1 classes (must be 2 or more)");
    }

    private Dataset<Row> labelled(Column ofOneRow) {
        return digits.withColumn(
                "label",
                functions.when(functions.col("id").equalTo(7), ofOneRow).otherwise(functions.col("label")));
    }

    private Dataset<Row> labelledAs(NominalAttribute attribute) {
        return digits.withColumn("label", functions.col("label").as("label", attribute.toMetadata()));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void refusesMarksThatDoNotSay(Stage stage) {
        ProbabilisticClassifier marked =
                (ProbabilisticClassifier) stage.estimator().copy(new ParamMap());
        marked.set("validationIndicatorCol", "held");
        assertThatThrownBy(() -> marked.transformSchema(digits.schema())).hasMessageContaining("held");
        assertThatThrownBy(() -> marked.fit(digits.withColumn("held", functions.lit("yes"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("held");
        assertThatThrownBy(() -> marked.fit(digits.withColumn("held", functions.expr("if(id = 7, null, id > 9)"))))
                .hasMessage("Invalid held: null (must be true or false)");
        assertThatThrownBy(() -> marked.fit(digits.withColumn("held", functions.lit(false))))
                .hasMessage("Cannot fit " + marked.uid() + ": where held is true, it has no rows");
    }

    @ParameterizedTest
    @MethodSource("stages")
    void refusesFeaturesThatAreNoNumbers(Stage stage) {
        for (String bad : new String[] {"double('NaN')", "double('Infinity')", "double(null)"}) {
            Dataset<Row> rows = digits.drop("features")
                    .withColumn(
                            "features",
                            functions.expr("transform(image, (x, i) -> if(id = 7 and i = 3, " + bad + ", double(x)))"));
            String message = "Invalid features: " + bad.replaceAll(".*\\('?|'?\\)", "");
            assertThatThrownBy(() -> stage.estimator().fit(rows))
                    .hasMessageContaining("column features has 1 ")
                    .hasMessageEndingWith("(handleInvalid: skip drops such rows)");
            assertThatThrownBy(() -> stage.model().transform(rows).collectAsList())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(message)
                    .hasMessageEndingWith("; handleInvalid: skip drops such rows");
        }
        Dataset<Row> none = digits.withColumn("features", functions.expr("if(id = 7, null, features)"));
        assertThatThrownBy(() -> stage.estimator().fit(none))
                .hasMessageContaining("column features has 1 missing value: row 7 (handleInvalid: skip");
        assertThatThrownBy(() -> stage.model().transform(none).collectAsList())
                .hasStackTraceContaining("Invalid features: null (must hold 64 numbers)");
    }

    @ParameterizedTest
    @MethodSource("stages")
    void leavesInvalidRowsOutOrKeepsThem(Stage stage) {
        Dataset<Row> rows = digits.withColumn("features", functions.expr("if(id = 7, null, features)"));
        long valid = digits.count() - 1;
        Model model = stage.model().copy(new ParamMap());
        for (String way : new String[] {"skip", "keep"}) {
            ProbabilisticClassifier estimator =
                    (ProbabilisticClassifier) stage.estimator().copy(new ParamMap());
            estimator.set("handleInvalid", way);
            assertThat(((Model) estimator.fit(rows)).transform(digits).count()).isEqualTo(digits.count());
        }
        model.set("handleInvalid", "skip");
        assertThat(model.transform(rows).count()).isEqualTo(valid);
        model.set("handleInvalid", "keep");
        Dataset<Row> kept = model.transform(rows);
        assertThat(kept.count()).isEqualTo(valid + 1);
        assertThat(kept.where("isnan(prediction)").count()).isEqualTo(1);
        assertThat(kept.where("id = 7 and isnan(prediction)").count()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("stages")
    void refusesATableWithoutRows(Stage stage) {
        assertThatThrownBy(() -> stage.estimator().fit(digits.limit(0))).hasMessageMatching("(?s).*(empty|no rows).*");
        assertThat(stage.model().transform(digits.limit(0)).count()).isZero();
    }
}
