package io.espalier.spark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of cells, set in columns as wide as their widest cell. The first row is the header. */
public final class TextTable {
    /** On which side of its column a cell stands. */
    public enum Side {
        LEFT,
        RIGHT
    }

    private final List<Side> sides;
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(List<Side> sides) {
        this.sides = List.copyOf(sides);
    }

    public void add(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    /** One line per row. */
    public List<String> lines() {
        int[] widths = IntStream.range(0, sides.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> {
                    String space = " ".repeat(widths[column] - row.get(column).length());
                    return sides.get(column) == Side.LEFT ? row.get(column) + space : space + row.get(column);
                })
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
