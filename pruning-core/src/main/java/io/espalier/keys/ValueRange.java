package io.espalier.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the bounds that a record's demand names, and writes them into a JSON Schema. */
record ValueRange(Pattern demand, String lower, String upper) {
    private static final String NUMBER = "(-?[\\d.]*\\d)";
    private static final List<ValueRange> ALL = List.of(
            range("be in " + NUMBER + "\\.\\." + NUMBER, "minimum", "maximum"),
            range("be in \\[" + NUMBER + ", " + NUMBER + "\\]", "minimum", "maximum"),
            range("be in \\[" + NUMBER + ", " + NUMBER + "\\)", "minimum", "exclusiveMaximum"),
            range("be in \\(" + NUMBER + ", " + NUMBER + "\\]", "exclusiveMinimum", "maximum"),
            range("be in \\(" + NUMBER + ", " + NUMBER + "\\)", "exclusiveMinimum", "exclusiveMaximum"),
            range("be at least " + NUMBER, "minimum", ""),
            range("be (?:above|more than) " + NUMBER, "exclusiveMinimum", ""));

    private static ValueRange range(String demand, String lower, String upper) {
        return new ValueRange(Pattern.compile(demand), lower, upper);
    }

    /** Adds what a demand says of the size of a number; nothing where it says something else. */
    static void add(String must, ObjectNode schema) {
        for (ValueRange range : ALL) {
            Matcher matcher = range.demand.matcher(must);
            if (matcher.matches()) {
                range.put(matcher.toMatchResult(), schema);
            }
        }
    }

    private void put(MatchResult bounds, ObjectNode schema) {
        schema.put(lower, new BigDecimal(bounds.group(1)));
        if (bounds.groupCount() > 1) {
            schema.put(upper, new BigDecimal(bounds.group(2)));
        }
    }
}
