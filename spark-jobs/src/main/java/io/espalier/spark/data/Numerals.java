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

    /** Whether a whole number, written out in digits, is not this double, which is the nearest to it. */
    static boolean isRounded(String text, double number) {
        return Math.abs(number) >= 0x1p53
                && text.chars().skip(1).allMatch(Character::isDigit)
                && new BigDecimal(text).compareTo(new BigDecimal(number)) != 0;
    }

    private static boolean isPart(int character) {
        return (character >= '0' && character <= '9') || "+-.eE".indexOf(character) >= 0;
    }

    /** One text for all spellings of a number: {@code 1} of 1, 1.0 and 01. */
    static String canonical(String number) {
        return new BigDecimal(number).stripTrailingZeros().toPlainString();
    }
}
