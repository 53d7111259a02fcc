package io.espalier.spark.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.spark.report.TextTable;
import io.espalier.spark.report.TextTable.Side;
import io.espalier.spark.report.Width;
import io.espalier.spark.table.QueryResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the rows of a query are printed. */
enum ResultFormat {
    /** For people: numbers to the right and in six digits, long text cut, nothing for null. */
    TEXT {
        @Override
        String render(QueryResult result, Width width) {
            TextTable table = new TextTable(IntStream.range(0, result.columns().size())
                    .mapToObj(column -> side(result, column))
                    .toList());
            table.add(result.columns());
            result.rows().forEach(row -> table.add(row.stream().map(TEXT::shown).toList()));
            TextTable.Fitted fitted =
                    table.fit(width, lastFirst(result.columns().size()));
            return Stream.concat(
                            fitted.lines().stream(),
                            fitted.note().stream().flatMap(note -> width.wrap(note + " (--csv has all)").stream()))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
        }
    },

    /** An array of one object per row. */
    JSON {
        @Override
        String render(QueryResult result, Width width) {
            ArrayNode array = MAPPER.createArrayNode();
            for (List<@Nullable Object> row : result.rows()) {
                ObjectNode object = array.addObject();
                for (int i = 0; i < row.size(); i++) {
                    object.set(result.columns().get(i), MAPPER.valueToTree(plain(row.get(i))));
                }
            }
            return write(array);
        }
    },

    /** RFC 4180: a null is an empty field, an empty text a quoted one. */
    CSV {
        @Override
        String render(QueryResult result, Width width) {
            List<List<@Nullable Object>> lines = new ArrayList<>();
            lines.add(new ArrayList<>(result.columns()));
            lines.addAll(result.rows());
            return lines.stream()
                    .map(line -> line.stream().map(CSV::field).collect(Collectors.joining(",", "", "\r\n")))
                    .collect(Collectors.joining());
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int WIDEST = 60;
    private static final int LONGEST_SCALE = 12;
    private static final MathContext SIX_DIGITS = new MathContext(6);

    /** The lines to print, each with its end; those for people fit the width. */
    abstract String render(QueryResult result, Width width);

    /** All columns but the first. */
    List<Integer> lastFirst(int columns) {
        return IntStream.iterate(columns - 1, column -> column > 0, column -> column - 1)
                .boxed()
                .toList();
    }

    Side side(QueryResult result, int column) {
        return result.rows().stream()
                        .map(row -> row.get(column))
                        .allMatch(value -> value == null || value instanceof Number)
                ? Side.RIGHT
                : Side.LEFT;
    }

    String shown(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            BigDecimal rounded = BigDecimal.valueOf(number).round(SIX_DIGITS).stripTrailingZeros();
            return Math.abs(rounded.scale()) > LONGEST_SCALE ? rounded.toString() : rounded.toPlainString();
        }
        String text = value.toString().replaceAll("\\s+", " ");
        return text.length() > WIDEST ? text.substring(0, WIDEST - 1) + "…" : text;
    }

    String field(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        return text.isEmpty() || text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    @Nullable
    Object plain(@Nullable Object value) {
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    String write(ArrayNode array) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(array) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write JSON: " + e.getOriginalMessage(), e);
        }
    }
}
