package io.espalier.spark.data;

import io.espalier.data.Dataset;
import io.espalier.data.ExampleWeights;
import io.espalier.data.Missing;
import io.espalier.data.Targets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table as examples on the driver. A table has no order of its own, so they are put in the order of their
 * content, as {@link ParquetSource} does: however the table is cut or shuffled, the same rows give the same examples.
 */
public final class ExampleRows {
    private static final String SKIP = "handleInvalid: skip drops such rows";
    private static final RowFeatures.Advice ADVICE = new RowFeatures.Advice(SKIP, SKIP, SKIP);
    private final ExampleColumns columns;
    private final EncodedRows rows;
    private final RowFeatures numbers;
    private final RowTargets targets;

    private ExampleRows(ExampleColumns columns, EncodedRows rows) {
        this.columns = columns;
        this.rows = rows;
        this.numbers = RowFeatures.of(rows, columns.vectors(), columns.vectors());
        this.targets = columns.kind() == Targets.Kind.LABELS
                ? new VectorLabels(
                        columns.label(),
                        rows,
                        numbers.starts().get(1),
                        numbers.starts().get(2))
                : new NumberLabels(RowLabel.of(columns.kind()), columns.label(), rows);
    }

    /** What becomes of a row that cannot be learned from. */
    public enum Invalid {
        REFUSED,
        LEFT_OUT
    }

    /**
     * The rows, of as many classes as the largest label tells of where labels are classes.
     *
     * @throws IOException if there are no rows, or of a row that is not left out the label or the weight cannot be used, or a
     *     feature is null or not finite, or there are other numbers of features than in the first row; or if all weights are 0
     */
    public static Dataset collect(org.apache.spark.sql.Dataset<?> table, ExampleColumns columns, Invalid invalid)
            throws IOException {
        TableColumns schema = new TableColumns(table.schema());
        List<Column> texts = new ArrayList<>();
        if (columns.kind() != Targets.Kind.LABELS) {
            texts.add(schema.label(columns.label()));
        }
        if (columns.weight() != null) {
            texts.add(schema.weight(columns.weight()));
        }
        List<Column> vectors = new ArrayList<>();
        for (String vector : columns.vectors()) {
            vectors.add(schema.feature(vector));
        }
        ExampleRows rows = new ExampleRows(columns, EncodedRows.collect(table, texts, vectors));
        return invalid == Invalid.LEFT_OUT
                ? rows.valid().examples()
                : rows.checked().examples();
    }

    private ExampleRows valid() {
        IntPredicate isValid = row -> numbers.isValid(row)
                && targets.isValid(row)
                && (columns.weight() == null || WeightCells.isValid(weight(row)));
        return new ExampleRows(
                columns, rows.select(IntStream.range(0, rows.size()).filter(isValid)));
    }

    private ExampleRows checked() throws IOException {
        List<String> problems = new ArrayList<>(numbers.problems(new Missing.Refused(), ADVICE));
        problems.addAll(problems(columns.label(), targets::isValid, targets::shown, "label", targets.must()));
        if (columns.weight() != null) {
            IntPredicate isWeight = row -> WeightCells.isValid(weight(row));
            problems.addAll(problems(columns.weight(), isWeight, this::weight, "weight", WeightCells.MUST));
        }
        TableExamples.refuse(problems);
        return this;
    }

    private List<String> problems(
            String column, IntPredicate isValid, IntFunction<String> shown, String what, String must) {
        CellFaults faults = new CellFaults();
        for (int row = 0; row < rows.size(); row++) {
            if (!isValid.test(row)) {
                faults.add(shown.apply(row), RowFeatures.placeOf(row));
            }
        }
        return faults.count() == 0
                ? List.of()
                : List.of("column " + column + " has " + faults.describe("invalid " + what, "invalid " + what + "s")
                        + " (must be " + must + "; " + SKIP + ")");
    }

    /** The last text of a row. */
    private String weight(int row) {
        return Objects.requireNonNullElse(rows.text(row, columns.texts() - 1), "null");
    }

    private Dataset examples() throws IOException {
        TableExamples.require(rows.size() > 0, "it has no rows");
        List<TableFeature> features = numbers.features(new Missing.Refused())
                .subList(0, numbers.starts().get(1));
        return TableExamples.of(features, targets.targets(), weights())
                .in(List.of())
                .examples();
    }

    private @Nullable ExampleWeights weights() throws IOException {
        if (columns.weight() == null) {
            return null;
        }
        WeightCells cells = new WeightCells(columns.weight());
        for (int row = 0; row < rows.size(); row++) {
            cells.add(weight(row), RowFeatures.placeOf(row));
        }
        TableExamples.refuse(cells.problems());
        return cells.weights();
    }
}
