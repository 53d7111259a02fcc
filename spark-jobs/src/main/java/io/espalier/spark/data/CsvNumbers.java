package io.espalier.spark.data;

import io.espalier.data.ColumnUse;
import io.espalier.data.Missing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A column of a CSV file as numbers, with all that is none of them. */
final class CsvNumbers implements CsvColumn {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d.*|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}.*");

    private final String name;
    private final Missing missing;
    private final CellFaults texts = new CellFaults();
    private final CellFaults truths = new CellFaults();
    private final CellFaults empty = new CellFaults();
    private final CellFaults huge = new CellFaults();
    private final CellFaults rounded = new CellFaults();
    private double[] values = new double[16];
    private int size;
    private int numbers;
    private String firstText = "";

    CsvNumbers(String name, Missing missing) {
        this.name = name;
        this.missing = missing;
    }

    String name() {
        return name;
    }

    @Override
    public void add(String cell, CellFaults.Place place) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = number(cell, place) + 0.0; // never -0
    }

    private double number(String cell, CellFaults.Place place) {
        double number = Numerals.parse(cell);
        if (missing.covers(cell)) {
            return Double.NaN;
        } else if (!Double.isNaN(number)) {
            numbers++;
            if (Math.abs(number) > Float.MAX_VALUE) {
                huge.add(cell, place);
            } else if (Numerals.isRounded(cell, number)) {
                rounded.add(cell, place);
            }
            return number;
        } else if (cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false")) {
            truths.add(cell, place);
            return cell.equalsIgnoreCase("true") ? 1 : 0;
        } else if (cell.isEmpty()) {
            empty.add(cell, place);
        } else {
            firstText = texts.count() == 0 ? cell : firstText;
            texts.add(cell, place);
        }
        return Double.NaN;
    }

    @Override
    public Optional<TableFeature> feature() {
        return Optional.of(new TableFeature(missing.numbers(name), row -> values[row]));
    }

    private boolean isOfTruths() {
        return truths.count() > 0 && numbers == 0;
    }

    /** What the column holds, if that is no numbers but for a few. */
    Optional<String> whyNoNumbers() {
        if (numbers + truths.count() + texts.count() == 0) {
            return Optional.of("no values");
        } else if (texts.count() > 0 && texts.count() >= numbers + truths.count()) {
            String what = DATE.matcher(firstText).matches() ? "dates" : "text such as " + texts.first();
            String but = numbers == 0
                    ? ""
                    : ", but for " + numbers + (numbers == 1 ? " number in " : " numbers in ") + size + " cells";
            return Optional.of(what + but);
        }
        return Optional.empty();
    }

    @Override
    public ColumnUse use() {
        return ColumnUse.feature(name, isOfTruths() ? "false is 0, true is 1" : "");
    }

    /** All that keeps it from being a feature. */
    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        report(problems, texts, "non-numeric cell", "non-numeric cells", textHint());
        if (!isOfTruths()) {
            report(problems, truths, "non-numeric cell", "non-numeric cells", truthHint());
        }
        report(
                problems,
                empty,
                "empty cell",
                "empty cells",
                "missing: mean replaces them by the mean of the training part");
        report(problems, huge, "number out of float32 range", "numbers out of float32 range", "ignore: [" + name + "]");
        report(
                problems,
                rounded,
                "whole number that a double rounds",
                "whole numbers that doubles round",
                "if they are names and not amounts: categorical: [" + name + "] or ignore: [" + name + "]");
        return problems;
    }

    private String truthHint() {
        return "booleans and numbers in one column: write 0 and 1 for the booleans, categorical: [" + name
                + "] treats the column as categorical, ignore: [" + name + "] leaves the column out";
    }

    private String textHint() {
        return DATE.matcher(firstText).matches()
                ? "dates are not supported: convert them to days or seconds, or ignore: [" + name + "]"
                : "missing: " + texts.cells() + " treats them as missing, categorical: [" + name
                        + "] treats the column as categorical, ignore: [" + name + "] leaves the column out";
    }

    private void report(List<String> problems, CellFaults faults, String one, String several, String hint) {
        if (faults.count() > 0) {
            problems.add("column " + name + " has " + faults.describe(one, several) + " (" + hint + ")");
        }
    }
}
