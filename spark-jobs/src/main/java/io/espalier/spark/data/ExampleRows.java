package io.espalier.spark.data;

import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.data.Missing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table as examples on the driver. A table has no order of its own, so they are put in the order of their
 * content, as {@link ParquetSource} does: however the table is cut or shuffled, the same rows give the same examples.
 */
public final class ExampleRows {
    private static final String SKIP = "handleInvalid: skip drops such rows";
    private static final RowFeatures.Advice ADVICE = new RowFeatures.Advice(SKIP, SKIP, SKIP);

    private ExampleRows() {}

    /** What becomes of a row that cannot be learned from. */
    public enum Invalid {
        REFUSED,
        LEFT_OUT
    }

    /**
     * The rows, of as many classes as the largest label tells of.
     *
     * @param features a column of MLlib vectors or arrays of numbers
     * @param label a column of numbers
     * @throws IOException if there are no rows, or of a row that is not left out the label is not in 0, 1, 2, ..., or a
     *     feature is null or not finite, or there are other numbers of features than in the first row
     */
    public static Dataset collect(org.apache.spark.sql.Dataset<?> table, String features, String label, Invalid invalid)
            throws IOException {
        TableColumns columns = new TableColumns(table.schema());
        EncodedRows rows =
                EncodedRows.collect(table, List.of(columns.label(label)), List.of(columns.feature(features)));
        return invalid == Invalid.LEFT_OUT ? valid(rows, features) : checked(rows, features, label);
    }

    private static Dataset valid(EncodedRows rows, String features) throws IOException {
        RowFeatures numbers = RowFeatures.of(rows, List.of(features), List.of(features));
        IntPredicate isValid = row -> numbers.isValid(row) && isIndex(rows.text(row, 0));
        return examples(rows.select(IntStream.range(0, rows.size()).filter(isValid)), features);
    }

    private static Dataset checked(EncodedRows rows, String features, String label) throws IOException {
        RowFeatures numbers = RowFeatures.of(rows, List.of(features), List.of(features));
        CellFaults labels = new CellFaults();
        for (int row = 0; row < rows.size(); row++) {
            String text = rows.text(row, 0);
            if (!isIndex(text)) {
                labels.add(text == null ? "null" : text, RowFeatures.placeOf(row));
            }
        }
        List<String> problems = new ArrayList<>(numbers.problems(new Missing.Refused(), ADVICE));
        if (labels.count() > 0) {
            problems.add("column " + label + " has "
                    + labels.describe("invalid label", "invalid labels")
                    + " (must be whole numbers from 0; " + SKIP + ")");
        }
        TableExamples.refuse(problems);
        return examples(rows, features);
    }

    private static boolean isIndex(@Nullable String text) {
        double number = text == null ? Double.NaN : Numerals.parse(text);
        return number >= 0 && number < Integer.MAX_VALUE && number == Math.rint(number);
    }

    private static Dataset examples(EncodedRows rows, String features) throws IOException {
        int[] classes = IntStream.range(0, rows.size())
                .map(row -> (int) Numerals.parse(Objects.requireNonNull(rows.text(row, 0))))
                .toArray();
        int largest = Arrays.stream(classes).max().orElse(0);
        RowFeatures numbers = RowFeatures.of(rows, List.of(features), List.of(features));
        return TableExamples.of(numbers.features(new Missing.Refused()), new ClassTargets(largest + 1, classes), null)
                .in(List.of())
                .examples();
    }
}
