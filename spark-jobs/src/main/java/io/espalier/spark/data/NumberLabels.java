package io.espalier.spark.data;

import io.espalier.data.Targets;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * One label a row, a number.
 *
 * @param rows whose first text it is
 */
record NumberLabels(RowLabel kind, String column, EncodedRows rows) implements RowTargets {
    @Override
    public String must() {
        return kind.must();
    }

    @Override
    public boolean isValid(int row) {
        return kind.isValid(rows.text(row, 0));
    }

    @Override
    public String shown(int row) {
        return Objects.requireNonNullElse(rows.text(row, 0), "null");
    }

    @Override
    public Targets targets() {
        double[] labels = IntStream.range(0, rows.size())
                .mapToDouble(row -> Numerals.parse(shown(row)) + 0.0) // never -0
                .toArray();
        return kind.targets(column, labels);
    }
}
