package io.espalier.spark.report;

/** Names and values that others gave, as they stand in a line: what would end it or steer a terminal is escaped. */
public final class OneLine {
    private OneLine() {}

    /** A line's end as <code>&#92;n</code>, an escape as <code>&#92;u001b</code>. */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.chars().forEach(c -> shown.append(steers((char) c) ? escaped((char) c) : String.valueOf((char) c)));
        return shown.toString();
    }

    /** Whether a terminal does something else than to show the character: controls, and overrides of its direction. */
    public static boolean steers(char c) {
        return Character.isISOControl(c) || (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    }

    /** The character in Java's notation. */
    public static String escaped(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> "\\u%04x".formatted((int) c);
        };
    }
}
