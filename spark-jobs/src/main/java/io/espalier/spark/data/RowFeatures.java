package io.espalier.spark.data;

import io.espalier.data.FeatureColumn;
import io.espalier.data.Missing;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Columns of numbers of collected rows: where each begins in a row, as the first row has it in which it is not missing.
 *
 * @param names of the columns
 * @param vectors those of them that hold several numbers
 * @param widths of those columns that hold several numbers
 * @param starts of their numbers; one more than there are columns
 */
record RowFeatures(
        EncodedRows rows, List<String> names, List<String> vectors, List<Integer> widths, List<Integer> starts) {

    /** @param vectors those of the columns that hold several numbers */
    static RowFeatures of(EncodedRows rows, List<String> names, List<String> vectors) {
        List<Integer> widths = IntStream.range(0, vectors.size())
                .mapToObj(vector -> usualWidth(rows, vector))
                .toList();
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (String name : names) {
            int vector = vectors.indexOf(name);
            starts.add(starts.get(starts.size() - 1) + (vector < 0 ? 1 : widths.get(vector)));
        }
        return new RowFeatures(rows, names, vectors, widths, starts);
    }

    private static int usualWidth(EncodedRows rows, int vector) {
        return IntStream.range(0, rows.size())
                .map(row -> rows.widths(row).get(vector))
                .filter(width -> width >= 0)
                .findFirst()
                .orElse(0);
    }

    /** Whether a row has all its numbers, as many as the first one, in the range of floats. */
    boolean isValid(int row) {
        return isAsWide(row)
                && IntStream.range(0, rows.width(row)).allMatch(i -> Float.isFinite((float) rows.number(row, i)));
    }

    private boolean isAsWide(int row) {
        return rows.widths(row).equals(widths);
    }

    /** What keeps the columns from being features, each column's with the key that helps. */
    List<String> problems(Missing missing, Advice advice) {
        List<String> widths = widthProblems(advice);
        return !widths.isEmpty()
                ? widths
                : IntStream.range(0, names.size())
                        .boxed()
                        .flatMap(column -> problems(column, missing, advice).stream())
                        .toList();
    }

    /**
     * What a user may do about it.
     *
     * @param missing numbers
     * @param beyond the range of a float
     * @param width of a row, where it is another than that of the others
     */
    record Advice(String missing, String beyond, String width) {}

    private List<String> widthProblems(Advice advice) {
        CellFaults absent = new CellFaults();
        CellFaults others = new CellFaults();
        IntStream.range(0, rows.size()).filter(row -> !isAsWide(row)).forEach(row -> {
            if (rows.widths(row).contains(-1)) {
                absent.add("", placeOf(row));
            } else {
                others.add(rows.width(row) + " features", placeOf(row));
            }
        });
        String columns = String.join(" or ", vectors);
        return present(
                describe(columns, absent, "missing value", "missing values", advice.missing()),
                describe(
                        columns,
                        others,
                        "row of different length",
                        "rows of different length",
                        "must be " + starts.get(names.size()) + " features in each; " + advice.width()));
    }

    private List<String> problems(int column, Missing missing, Advice advice) {
        CellFaults absent = new CellFaults();
        CellFaults huge = new CellFaults();
        boolean mayMiss = missing.numbers("").mayMiss();
        for (int row = 0; row < rows.size(); row++) {
            CellFaults.Place place = placeOf(row);
            for (int i = starts.get(column); i < starts.get(column + 1); i++) {
                double number = rows.number(row, i);
                if (Double.isNaN(number) && !mayMiss) {
                    absent.add("", place);
                } else if (!Double.isNaN(number) && !Float.isFinite((float) number)) {
                    huge.add(Double.toString(number), place);
                }
            }
        }
        String name = names.get(column);
        return present(
                describe(name, absent, "missing value", "missing values", advice.missing()),
                describe(name, huge, "number out of float32 range", "numbers out of float32 range", advice.beyond()));
    }

    private static List<String> present(String... problems) {
        return Stream.of(problems).filter(problem -> !problem.isEmpty()).toList();
    }

    private static String describe(String column, CellFaults faults, String one, String several, String advice) {
        return faults.count() == 0
                ? ""
                : "column " + column + " has " + faults.describe(one, several) + " (" + advice + ")";
    }

    /** The columns in which every number of every row is missing. */
    List<String> withoutValues() {
        BitSet empty = new BitSet();
        empty.set(0, names.size());
        for (int row = 0; row < rows.size() && !empty.isEmpty(); row++) {
            clearFilled(row, empty);
        }
        return empty.stream().mapToObj(names::get).toList();
    }

    /** Removes the columns in which a row has a number, as wide as the row itself has them. */
    private void clearFilled(int row, BitSet empty) {
        List<Integer> own = rows.widths(row);
        int start = 0;
        for (int column = 0; column < names.size(); column++) {
            int vector = vectors.indexOf(names.get(column));
            int end = start + (vector < 0 ? 1 : Math.max(0, own.get(vector)));
            if (IntStream.range(start, end).anyMatch(i -> !Double.isNaN(rows.number(row, i)))) {
                empty.clear(column);
            }
            start = end;
        }
    }

    static CellFaults.Place placeOf(int row) {
        return () -> "row " + row;
    }

    /** One feature for each number, under the name of its column and its place there. */
    List<TableFeature> features(Missing missing) {
        List<TableFeature> features = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            for (int i = starts.get(column); i < starts.get(column + 1); i++) {
                int at = i;
                FeatureColumn feature = missing.numbers(name(column, i));
                features.add(new TableFeature(feature, row -> rows.number(row, at)));
            }
        }
        return features;
    }

    private String name(int column, int i) {
        String name = names.get(column);
        boolean alone = starts.get(column + 1) - starts.get(column) == 1;
        return alone ? name : name + "[" + (i - starts.get(column)) + "]";
    }
}
