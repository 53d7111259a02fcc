package io.espalier.spark.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Cells of one column that cannot be used: how many there are, and where the first ones stand. */
final class CellFaults {
    private static final int SHOWN = 3;
    private static final int LONGEST = 40;

    private final List<String> places = new ArrayList<>();
    private final Set<String> cells = new LinkedHashSet<>();
    private int count;

    /** Says where a cell stands, as in {@code line 7}. */
    @FunctionalInterface
    interface Place {
        String show();
    }

    void add(String cell, Place place) {
        count++;
        if (places.size() < SHOWN) {
            places.add(cell.isEmpty() ? place.show() : quoted(cell) + " in " + place.show());
        }
        if (cells.size() < SHOWN) {
            cells.add(quoted(cell));
        }
    }

    int count() {
        return count;
    }

    /** The first of the cells, in quotes. */
    String first() {
        return cells.iterator().next();
    }

    /** Different ones among the first, as a list in YAML. */
    String cells() {
        return "[" + String.join(", ", cells) + "]";
    }

    /** {@code 5 non-numeric cells: "?" in line 3, "?" in line 8, "x" in line 9 and 2 more}. */
    String describe(String one, String several) {
        String more = count > places.size() ? " and " + (count - places.size()) + " more" : "";
        return (count == 1 ? "1 " + one : count + " " + several) + ": " + String.join(", ", places) + more;
    }

    private static String quoted(String cell) {
        String shown = cell.length() <= LONGEST ? cell : cell.substring(0, LONGEST) + "...";
        return '"' + shown.replaceAll("\\p{Cntrl}", "\\\\?") + '"';
    }
}
