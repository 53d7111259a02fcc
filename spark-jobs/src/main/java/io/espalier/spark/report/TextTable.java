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

    private static final String SPACE = "  ";
    private static final int READABLE = 24;

    private final List<Side> sides;
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(List<Side> sides) {
        this.sides = List.copyOf(sides);
    }

    public void add(List<String> cells) {
        rows.add(cells.stream().map(OneLine::of).toList());
    }

    /**
     * Lines that fit a width.
     *
     * @param omitted headers of the columns that are not in the lines
     */
    public record Fitted(List<String> lines, List<String> omitted) {
        /** Which columns were left out, as a line; nothing if none was. */
        public List<String> note() {
            return omitted.isEmpty()
                    ? List.of()
                    : List.of("columns not shown (terminal too narrow): " + String.join(", ", omitted));
        }
    }

    /** One line per row. */
    public List<String> lines() {
        return lines(IntStream.range(0, sides.size()).boxed().toList());
    }

    /**
     * One line per row, none wider than {@code width}: columns are left out until the others fit with their long texts
     * cut, the first of {@code leastImportant} first; what is too wide even then ends in an ellipsis.
     */
    public Fitted fit(Width width, List<Integer> leastImportant) {
        List<Integer> kept =
                new ArrayList<>(IntStream.range(0, sides.size()).boxed().toList());
        List<String> omitted = new ArrayList<>();
        for (Integer column : leastImportant) {
            if (total(kept) - spare(kept) <= width.characters()) {
                break;
            }
            kept.remove(column);
            omitted.add(rows.get(0).get(column));
        }
        TextTable shortened = shortened(kept, total(kept) - width.characters());
        return new Fitted(shortened.lines(kept).stream().map(width::cut).toList(), omitted);
    }

    /** How many characters long texts can do without. */
    private int spare(List<Integer> columns) {
        return columns.stream().mapToInt(this::spare).sum();
    }

    private int spare(int column) {
        return sides.get(column) == Side.LEFT ? Math.max(0, width(column) - READABLE) : 0;
    }

    /** The table with so many characters less in its long texts, or as many as they can do without. */
    private TextTable shortened(List<Integer> columns, int excess) {
        TextTable table = this;
        int rest = excess;
        for (int column : columns) {
            int less = Math.min(Math.max(0, rest), spare(column));
            table = less == 0 ? table : table.cut(column, new Width(width(column) - less));
            rest -= less;
        }
        return table;
    }

    private TextTable cut(int column, Width width) {
        TextTable table = new TextTable(sides);
        for (List<String> row : rows) {
            List<String> cells = new ArrayList<>(row);
            cells.set(column, width.cut(row.get(column)));
            table.add(cells);
        }
        return table;
    }

    private int total(List<Integer> columns) {
        return columns.stream().mapToInt(this::width).sum() + SPACE.length() * (columns.size() - 1);
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private List<String> lines(List<Integer> columns) {
        int[] widths = IntStream.range(0, sides.size()).map(this::width).toArray();
        return rows.stream().map(row -> line(row, columns, widths)).toList();
    }

    private String line(List<String> row, List<Integer> columns, int[] widths) {
        return columns.stream()
                .map(column -> {
                    String space = " ".repeat(widths[column] - row.get(column).length());
                    return sides.get(column) == Side.LEFT ? row.get(column) + space : space + row.get(column);
                })
                .collect(Collectors.joining(SPACE))
                .stripTrailing();
    }
}
