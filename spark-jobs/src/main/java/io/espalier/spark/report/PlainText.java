package io.espalier.spark.report;

import java.util.regex.Pattern;

/** Text from elsewhere, as names of columns, for a terminal: what would move its cursor or colours is shown as a code. */
public final class PlainText {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\n]]");

    private PlainText() {}

    /** Every control character as in {@code \u001b}, but for ends of lines. */
    public static String of(String text) {
        return CONTROL.matcher(text)
                .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
    }
}
