package io.espalier.spark.data;

import java.math.BigDecimal;

/** Decimal numbers in text, as in {@code -12}, {@code .5} or {@code 1e-3}: no hexadecimal ones, no names. */
final class Numerals {
    private Numerals() {}

    /** The number; NaN where the text is none. */
    static double parse(String text) {
        if (text.isEmpty() || !text.chars().allMatch(Numerals::isPart)) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static boolean isPart(int character) {
        return (character >= '0' && character <= '9') || "+-.eE".indexOf(character) >= 0;
    }

    /** One text for all spellings of a number: {@code 1} of 1, 1.0 and 01. */
    static String canonical(String number) {
        return new BigDecimal(number).stripTrailingZeros().toPlainString();
    }
}
