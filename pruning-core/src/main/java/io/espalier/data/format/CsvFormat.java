package io.espalier.data.format;

import static io.espalier.binding.InvalidValueException.check;

/**
 * How cells are told apart in a file of comma-separated values (RFC 4180).
 *
 * @param separator of cells; a tab for TSV
 * @param quote around cells that hold separators, line ends or quotes, which are doubled there; empty for none
 */
public record CsvFormat(String separator, String quote) {
    private static final String LINE_ENDS = "\r\n";

    public CsvFormat {
        check(isCharacter(separator), "separator", show(separator), "be one character, not a line break");
        check(quote.isEmpty() || isCharacter(quote), "quote", show(quote), "be one character, or empty for none");
        check(!quote.equals(separator), "quote", quote, "not be the separator");
    }

    private static boolean isCharacter(String text) {
        return text.length() == 1 && !LINE_ENDS.contains(text);
    }

    private static String show(String text) {
        return '"' + text.replace("\r", "\\r").replace("\n", "\\n") + '"';
    }
}
