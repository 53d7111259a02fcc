package io.espalier.spark.data;

import io.espalier.data.LabelTargets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The column of one label of several: 1 or true where a row has it, 0 or false where it has not. */
final class LabelIndicators implements LabelCells {
    private final String column;
    private final IntStream.Builder indicators = IntStream.builder();
    private final CellFaults others = new CellFaults();
    private final CellFaults missing = new CellFaults();

    LabelIndicators(String column) {
        this.column = column;
    }

    @Override
    public void add(String cell, CellFaults.Place place) {
        double number = Numerals.parse(cell);
        boolean has = number == 1 || cell.equalsIgnoreCase("true");
        if (!has && number != 0 && !cell.equalsIgnoreCase("false")) {
            others.add(cell, place);
        }
        indicators.add(has ? 1 : 0);
    }

    @Override
    public void addMissing(String cell, CellFaults.Place place) {
        missing.add(cell, place);
    }

    @Override
    public LabelTargets ofNumbersOrTexts() throws IOException {
        List<String> problems = new ArrayList<>();
        if (missing.count() > 0) {
            problems.add(missing.describe("missing value", "missing values"));
        }
        if (others.count() > 0) {
            problems.add(others.describe("other cell", "other cells"));
        }
        if (!problems.isEmpty()) {
            throw new IOException("label " + column + " has " + String.join(", and ", problems)
                    + " (must be 0 or 1, or true or false, in every row)");
        }
        return new LabelTargets(List.of(column), indicators.build().toArray());
    }

    @Override
    public LabelTargets ofTexts() throws IOException {
        return ofNumbersOrTexts();
    }
}
