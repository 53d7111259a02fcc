package io.espalier.spark.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is wrong with the numbers of series. */
final class SeriesFaults {
    private static final String MISSING = "?";

    private final CellFaults texts = new CellFaults();
    private final CellFaults missing = new CellFaults();
    private final CellFaults rounded = new CellFaults();
    private final CellFaults unlike = new CellFaults();
    private final CellFaults empty = new CellFaults();

    /** The number of a cell, never -0; NaN and a fault where it is none. */
    double number(String cell, CellFaults.Place place) {
        double number = Numerals.parse(cell);
        if (cell.isEmpty() || cell.equals(MISSING) || cell.equalsIgnoreCase("nan")) {
            missing.add(cell, place);
        } else if (Double.isNaN(number)) {
            texts.add(cell, place);
        } else if (Numerals.isRounded(cell, number)) {
            rounded.add(cell, place);
        }
        return number + 0.0;
    }

    /** Whether all channels of a series have as many steps, at least one; a fault where not. */
    boolean areAlike(double[][] channels, CellFaults.Place place) {
        boolean alike = Arrays.stream(channels).allMatch(channel -> channel.length == channels[0].length);
        if (!alike) {
            unlike.add("", place);
        } else if (channels[0].length == 0) {
            empty.add("", place);
        }
        return alike && channels[0].length > 0;
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        report(problems, texts, "non-numeric value", "non-numeric values", " (must be numbers)");
        report(problems, missing, "missing value", "missing values", " (must be a number in every step)");
        report(problems, rounded, "whole number that a double rounds", "whole numbers that doubles round", "");
        report(
                problems,
                unlike,
                "series whose channels differ in length",
                "series whose channels differ in length",
                " (must have as many steps in each)");
        report(problems, empty, "series without steps", "series without steps", "");
        return problems;
    }

    private static void report(List<String> problems, CellFaults faults, String one, String several, String must) {
        if (faults.count() > 0) {
            problems.add(faults.describe(one, several) + must);
        }
    }
}
