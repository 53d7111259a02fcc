package io.espalier.spark.ml;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.data.Targets;
import io.espalier.network.op.Shape;
import io.espalier.spark.data.ExampleColumns;
import io.espalier.spark.data.ExampleRows;
import java.io.IOException;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a fit, on the driver.
 *
 * @param train those to learn from
 * @param validation those that a column marks; null where there is no such column
 */
record FitRows(Dataset train, @Nullable Dataset validation) {

    /**
     * Reads them by a stage's columns.
     *
     * @param input what a row's features are
     * @throws IOException if rows cannot be learned from
     */
    static FitRows collect(SweepParams stage, InputShape input, org.apache.spark.sql.Dataset<?> rows)
            throws IOException {
        return collect(stage, columns(stage, stage.weightColumn(), Targets.Kind.CLASSES), rows)
                .ofClasses(stage, input, rows.schema());
    }

    /**
     * The same of labels of a kind.
     *
     * @throws IOException if rows cannot be learned from
     */
    static FitRows collect(
            TrainingParams stage, Targets.Kind kind, InputShape input, org.apache.spark.sql.Dataset<?> rows)
            throws IOException {
        FitRows found =
                collect(stage, columns(stage, stage.weightColumn(), kind), rows).checked(kind);
        return kind == Targets.Kind.CLASSES ? found.ofClasses(stage, input, rows.schema()) : found.as(input);
    }

    private static ExampleColumns columns(ValidationParams stage, @Nullable String weight, Targets.Kind kind) {
        return new ExampleColumns(stage.getFeaturesCol(), stage.getLabelCol(), weight, kind);
    }

    private static FitRows collect(ValidationParams stage, ExampleColumns columns, org.apache.spark.sql.Dataset<?> rows)
            throws IOException {
        if (!stage.isDefined(stage.validationIndicatorCol())) {
            return new FitRows(ExampleRows.collect(rows, columns, stage.invalidInFit()), null);
        }
        String mark = stage.getValidationIndicatorCol();
        Column marked = functions.col(mark);
        check(rows.where(marked.isNull()).isEmpty(), mark, null, "be true or false");
        return new FitRows(
                collect(stage, columns, rows.where(functions.not(marked)), mark + " is false"),
                collect(stage, columns, rows.where(marked), mark + " is true"));
    }

    private static Dataset collect(
            ValidationParams stage, ExampleColumns columns, org.apache.spark.sql.Dataset<?> rows, String where)
            throws IOException {
        try {
            return ExampleRows.collect(rows, columns, stage.invalidInFit());
        } catch (IOException e) {
            throw new IOException("where " + where + ", " + e.getMessage(), e);
        }
    }

    /** Throws if there are labels that cannot be learned. */
    private FitRows checked(Targets.Kind kind) throws IOException {
        if (kind == Targets.Kind.LABELS) {
            Optional<String> problem = train.targets().problem();
            if (problem.isPresent()) {
                throw new IOException(problem.get());
            }
            int labels = validation == null ? outputs() : validation.targets().outputs();
            check(labels == outputs(), "labels", labels + " in validation rows", "be " + outputs());
        }
        return this;
    }

    private FitRows ofClasses(ValidationParams stage, InputShape input, StructType schema) {
        int outputs = train.targets().outputs();
        int largest = validation == null
                ? outputs
                : Math.max(outputs, validation.targets().outputs());
        int classes = new LabelColumn(stage.getLabelCol()).classes(schema, largest - 1);
        FitRows shaped = as(input);
        return new FitRows(
                of(classes, shaped.train), shaped.validation == null ? null : of(classes, shaped.validation));
    }

    private static Dataset of(int classes, Dataset rows) {
        return rows.with(ClassTargets.of(rows).as(classes));
    }

    private FitRows as(InputShape input) {
        Shape shape = input.of(train.shape().elements());
        return new FitRows(as(shape, train), validation == null ? null : as(shape, validation));
    }

    private static Dataset as(Shape shape, Dataset rows) {
        int features = rows.shape().elements();
        check(features == shape.elements(), "features", features + " in validation rows", "be " + shape.elements());
        return rows.as(shape);
    }

    /** Classes, or values, of an example. */
    int outputs() {
        return train.targets().outputs();
    }
}
