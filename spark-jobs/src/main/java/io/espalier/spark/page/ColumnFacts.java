package io.espalier.spark.page;

import io.espalier.spark.report.NumberFormat;
import io.espalier.spark.table.TableSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code TABLES.md} says of the columns of a table. */
record ColumnFacts(Map<String, Fact> facts) {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (\\w+) \\| (\\w+) \\| \\w* ?\\| ([^|]*?) ?\\| (.*) \\|$");
    private static final Fact UNKNOWN = new Fact("double", "", "a number that a metric of the sweep found");

    /**
     * One column.
     *
     * @param type as in {@code int64}
     * @param unit empty for none
     */
    record Fact(String type, String unit, String meaning) {}

    /** Of one table of a sweep. */
    static ColumnFacts of(String table) {
        String page = page();
        int from = page.indexOf("\n## " + table + "\n");
        int to = page.indexOf("\n## ", from + 1);
        Map<String, Fact> facts = new LinkedHashMap<>();
        Matcher row = ROW.matcher(page.substring(from, to < 0 ? page.length() : to));
        while (row.find()) {
            facts.put(
                    row.group(1),
                    new Fact(row.group(2), row.group(3), row.group(4).replace("`", "")));
        }
        return new ColumnFacts(facts);
    }

    /** The columns, in the order of the page. */
    Set<String> names() {
        return facts.keySet();
    }

    Fact fact(String column) {
        return facts.getOrDefault(column, UNKNOWN);
    }

    /** {@code percent}, {@code count} or {@code number}. */
    String format(String column) {
        Fact fact = fact(column);
        if (fact.unit().equals("fraction")) {
            return "percent";
        }
        return fact.type().startsWith("int")
                ? "count"
                : NumberFormat.of(column).name().toLowerCase(Locale.ROOT);
    }

    private static String page() {
        try (InputStream in = TableSchema.class.getResourceAsStream("TABLES.md")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
