package io.espalier.spark.data;

import io.espalier.data.ExampleWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** The weight column of a table: it is given its cells row by row. */
final class WeightCells {
    /** What a weight is, in a message. */
    static final String MUST = "numbers of at least 0";

    private final String column;
    private final DoubleStream.Builder values = DoubleStream.builder();
    private final CellFaults invalid = new CellFaults();
    private boolean anyPositive;
    private int rows;

    WeightCells(String column) {
        this.column = column;
    }

    String column() {
        return column;
    }

    static boolean isValid(String cell) {
        double weight = Numerals.parse(cell);
        return weight >= 0 && Double.isFinite(weight);
    }

    /** A text that is no number that is finite and at least 0 is a fault, an empty one too. */
    void add(String cell, CellFaults.Place place) {
        double weight = isValid(cell) ? Numerals.parse(cell) + 0.0 : 0; // never -0
        if (!isValid(cell)) {
            invalid.add(cell, place);
        }
        anyPositive |= weight > 0;
        values.add(weight);
        rows++;
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (invalid.count() > 0) {
            problems.add("weight " + column + " has " + invalid.describe("invalid weight", "invalid weights")
                    + " (must be a number of at least 0 in every row)");
        } else if (rows > 0 && !anyPositive) {
            problems.add("weight " + column + " is 0 in every row (must be above 0 somewhere)");
        }
        return problems;
    }

    /** Of cells without problems. */
    ExampleWeights weights() {
        return new ExampleWeights(values.build().toArray());
    }
}
