package io.espalier.spark.data;

import io.espalier.data.ValueTargets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** The label column of a table whose labels are numbers to be predicted. */
final class TargetNumbers implements LabelCells {
    private final String column;
    private final DoubleStream.Builder values = DoubleStream.builder();
    private final CellFaults texts = new CellFaults();
    private final CellFaults missing = new CellFaults();

    TargetNumbers(String column) {
        this.column = column;
    }

    @Override
    public void add(String cell, CellFaults.Place place) {
        double number = Numerals.parse(cell);
        if (!Double.isFinite(number)) {
            texts.add(cell, place);
        }
        values.add(number + 0.0); // never -0
    }

    @Override
    public void addMissing(String cell, CellFaults.Place place) {
        missing.add(cell, place);
    }

    @Override
    public ValueTargets ofNumbersOrTexts() throws IOException {
        List<String> problems = new ArrayList<>();
        if (missing.count() > 0) {
            problems.add(missing.describe("missing value", "missing values"));
        }
        if (texts.count() > 0) {
            problems.add(texts.describe("non-numeric cell", "non-numeric cells"));
        }
        if (!problems.isEmpty()) {
            throw new IOException("target " + column + " has " + String.join(", and ", problems)
                    + " (must be a number in every row; any values are allowed with task: classification)");
        }
        return new ValueTargets(List.of(column), values.build().toArray());
    }

    @Override
    public ValueTargets ofTexts() throws IOException {
        throw new IOException("target " + column
                + " is text (must be a column of numbers; any values are allowed with task: classification)");
    }
}
