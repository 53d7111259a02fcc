package io.espalier.binding;

import java.util.Locale;
import java.util.regex.Pattern;

/** How Java names are spelled in YAML and JSON: in kebab-case. */
public final class Spelling {
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private Spelling() {}

    /** {@code evaluateEvery} and {@code EvaluateEvery} become {@code evaluate-every}. */
    public static String of(String camelCase) {
        return WORD_START.matcher(camelCase).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    /** {@code ONE_SHOT} becomes {@code one-shot}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
