package io.espalier.export.c;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** C text with places to fill in, {@code $NAME} or {@code ${NAME}}. */
record Template(String text, Map<String, String> values) {
    private static final Pattern PLACE = Pattern.compile("\\$\\{?(\\w+)\\}?");

    static Template of(String text) {
        return new Template(text, Map.of());
    }

    Template with(String name, Object value) {
        Map<String, String> more = new TreeMap<>(values);
        more.put(name, value.toString());
        return new Template(text, more);
    }

    /** @throws IllegalArgumentException if a place was left open */
    String fill() {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(place.group(1))));
    }

    private String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Cannot fill in C: no " + name);
        }
        return value;
    }
}
