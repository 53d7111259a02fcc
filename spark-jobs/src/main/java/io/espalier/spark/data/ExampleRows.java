package io.espalier.spark.data;

import io.espalier.data.Dataset;
import io.espalier.data.ExampleWeights;
import io.espalier.data.Missing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
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
    private static final int LABEL = 0;
    private static final int WEIGHT = 1;

    private final ExampleColumns columns;
    private final RowLabel label;
    private final EncodedRows rows;
    private final RowFeatures features;

    private ExampleRows(ExampleColumns columns, EncodedRows rows) {
        this.columns = columns;
        this.label = RowLabel.of(columns.kind());
        this.rows = rows;
        this.features = RowFeatures.of(rows, List.of(columns.features()), List.of(columns.features()));
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
        List<Column> texts = new ArrayList<>(List.of(schema.label(columns.label())));
        if (columns.weight() != null) {
            texts.add(schema.weight(columns.weight()));
        }
        ExampleRows rows = new ExampleRows(
                columns, EncodedRows.collect(table, texts, List.of(schema.feature(columns.features()))));
        return invalid == Invalid.LEFT_OUT
                ? rows.valid().examples()
                : rows.checked().examples();
    }

    private ExampleRows valid() {
        IntPredicate isValid = row -> features.isValid(row)
                && label.isValid(rows.text(row, LABEL))
                && (columns.weight() == null || WeightCells.isValid(text(row, WEIGHT)));
        return new ExampleRows(
                columns, rows.select(IntStream.range(0, rows.size()).filter(isValid)));
    }

    private ExampleRows checked() throws IOException {
        List<String> problems = new ArrayList<>(features.problems(new Missing.Refused(), ADVICE));
        problems.addAll(problems(columns.label(), LABEL, label::isValid, "label", label.must()));
        if (columns.weight() != null) {
            problems.addAll(problems(columns.weight(), WEIGHT, WeightCells::isValid, "weight", WeightCells.MUST));
        }
        TableExamples.refuse(problems);
        return this;
    }

    private List<String> problems(String column, int text, Predicate<String> isValid, String what, String must) {
        CellFaults faults = new CellFaults();
        for (int row = 0; row < rows.size(); row++) {
            if (!isValid.test(text(row, text))) {
                faults.add(text(row, text), RowFeatures.placeOf(row));
            }
        }
        return faults.count() == 0
                ? List.of()
                : List.of("column " + column + " has " + faults.describe("invalid " + what, "invalid " + what + "s")
                        + " (must be " + must + "; " + SKIP + ")");
    }

    private String text(int row, int text) {
        return Objects.requireNonNullElse(rows.text(row, text), "null");
    }

    private Dataset examples() throws IOException {
        double[] labels = IntStream.range(0, rows.size())
                .mapToDouble(row -> Numerals.parse(text(row, LABEL)) + 0.0) // never -0
                .toArray();
        return TableExamples.of(
                        features.features(new Missing.Refused()), label.targets(columns.label(), labels), weights())
                .in(List.of())
                .examples();
    }

    private @Nullable ExampleWeights weights() throws IOException {
        if (columns.weight() == null) {
            return null;
        }
        WeightCells cells = new WeightCells(columns.weight());
        for (int row = 0; row < rows.size(); row++) {
            cells.add(text(row, WEIGHT), RowFeatures.placeOf(row));
        }
        TableExamples.refuse(cells.problems());
        return cells.weights();
    }
}
