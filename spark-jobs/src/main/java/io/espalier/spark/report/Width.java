package io.espalier.spark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How many characters of a line are shown. */
public record Width(int characters) {
    /** Of what is no terminal. */
    public static final Width UNLIMITED = new Width(Integer.MAX_VALUE);

    private static final int LEAST = 20;

    /** @param columns as in the variable COLUMNS; null, empty or no number for no limit */
    public static Width of(@Nullable String columns) {
        return number(columns).stream()
                .mapToObj(given -> new Width(Math.max(LEAST, given)))
                .findFirst()
                .orElse(UNLIMITED);
    }

    private static OptionalInt number(@Nullable String columns) {
        return columns != null && columns.matches("[1-9][0-9]{0,8}")
                ? OptionalInt.of(Integer.parseInt(columns))
                : OptionalInt.empty();
    }

    /** The line, its end replaced by an ellipsis where it is too long. */
    String cut(String line) {
        return line.length() <= characters ? line : line.substring(0, end(line, characters - 1)) + "…";
    }

    /** Where to cut at the latest, between whole characters: some are two chars. */
    private static int end(String text, int latest) {
        return Character.isHighSurrogate(text.charAt(latest - 1)) ? latest - 1 : latest;
    }

    /** Text as lines that end between words. */
    public List<String> wrap(String text) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > characters) {
            int space = rest.lastIndexOf(' ', characters);
            int end = space > 0 ? space : end(rest, characters);
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
