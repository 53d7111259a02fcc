package io.espalier.spark.ml;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.network.op.Shape;
import io.espalier.spark.data.ExampleRows;
import java.io.IOException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
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
    static FitRows collect(ValidationParams stage, InputShape input, org.apache.spark.sql.Dataset<?> rows)
            throws IOException {
        LabelColumn label = new LabelColumn(stage.getLabelCol());
        if (!stage.isDefined(stage.validationIndicatorCol())) {
            Dataset all = collect(stage, rows);
            return new FitRows(all, null)
                    .of(input, label.classes(rows.schema(), all.targets().outputs() - 1));
        }
        String mark = stage.getValidationIndicatorCol();
        Column marked = functions.col(mark);
        check(rows.where(marked.isNull()).isEmpty(), mark, null, "be true or false");
        Dataset train = collect(stage, rows.where(functions.not(marked)), mark + " is false");
        Dataset validation = collect(stage, rows.where(marked), mark + " is true");
        int largest = Math.max(train.targets().outputs(), validation.targets().outputs()) - 1;
        return new FitRows(train, validation).of(input, label.classes(rows.schema(), largest));
    }

    private static Dataset collect(ValidationParams stage, org.apache.spark.sql.Dataset<?> rows, String where)
            throws IOException {
        try {
            return collect(stage, rows);
        } catch (IOException e) {
            throw new IOException("where " + where + ", " + e.getMessage(), e);
        }
    }

    private static Dataset collect(ValidationParams stage, org.apache.spark.sql.Dataset<?> rows) throws IOException {
        return ExampleRows.collect(rows, stage.getFeaturesCol(), stage.getLabelCol(), stage.invalidInFit());
    }

    private FitRows of(InputShape input, int classes) {
        Shape shape = input.of(train.shape().elements());
        return new FitRows(of(shape, classes, train), validation == null ? null : of(shape, classes, validation));
    }

    private static Dataset of(Shape shape, int classes, Dataset rows) {
        int features = rows.shape().elements();
        check(features == shape.elements(), "features", features + " in validation rows", "be " + shape.elements());
        return rows.as(shape).with(ClassTargets.of(rows).as(classes));
    }

    int classes() {
        return train.targets().outputs();
    }
}
