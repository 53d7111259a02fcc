package io.espalier.spark.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.espalier.pareto.Objective;
import io.espalier.pareto.index.ParetoFront;
import io.espalier.pareto.index.Points;
import io.espalier.spark.report.TextTable.Side;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The Pareto front of the rows of a table.
 *
 * @param rows how many rows there are
 * @param leftOut how many of them lack a finite value of an objective
 * @param front by the first objective, best first
 */
public record RankedRows(List<Objective> objectives, int rows, int leftOut, List<Row> front) {
    static final String AXES = "axes";

    /**
     * A row of the front.
     *
     * @param row its number in the table, from 0
     * @param names columns that tell which it is, in a table of trials
     */
    public record Row(int row, Map<String, String> names, List<Double> values) {
        private void write(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeNumberField("row", row);
            for (Map.Entry<String, String> name : names.entrySet()) {
                json.writeFieldName(name.getKey());
                writeName(name.getKey(), name.getValue(), json);
            }
            json.writeArrayFieldStart("values");
            for (double value : values) {
                json.writeNumber(value);
            }
            json.writeEndArray();
            json.writeEndObject();
        }

        private static void writeName(String column, String value, JsonGenerator json) throws IOException {
            if (column.equals(AXES)) {
                json.writeRawValue(value);
            } else {
                json.writeString(value);
            }
        }
    }

    public static RankedRows of(List<Objective> objectives, Points points, ObjectiveTable table) {
        List<Integer> best = Arrays.stream(ParetoFront.of(points))
                .boxed()
                .sorted(Comparator.comparingDouble(row -> points.at(row, 0)))
                .toList();
        Map<Integer, Map<String, String>> names = table.names(best);
        List<Row> front = best.stream()
                .map(row -> new Row(row, names.getOrDefault(row, Map.of()), values(objectives, points, row)))
                .toList();
        return new RankedRows(List.copyOf(objectives), points.size(), points.leftOut(), front);
    }

    /** In the units of the columns. */
    private static List<Double> values(List<Objective> objectives, Points points, int row) {
        return IntStream.range(0, objectives.size())
                .mapToObj(i -> objectives.get(i).direction().orient(points.at(row, i)))
                .toList();
    }

    /** All of it. Written value by value: a mapper takes longer to start than the rest of a ranking to end. */
    public String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("objectives");
        for (Objective objective : objectives) {
            json.writeString(objective.toString());
        }
        json.writeEndArray();
        json.writeNumberField("rows", rows);
        json.writeNumberField("left_out", leftOut);
        json.writeArrayFieldStart("front");
        for (Row row : front) {
            row.write(json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** For people: the first rows of the front. */
    public String render(int shown, Width width) {
        Set<String> names = front.isEmpty() ? Set.of() : front.get(0).names().keySet();
        List<Side> sides = new ArrayList<>(List.of(Side.RIGHT));
        sides.addAll(Collections.nCopies(names.size(), Side.LEFT));
        sides.addAll(Collections.nCopies(objectives.size(), Side.RIGHT));
        TextTable table = new TextTable(sides);
        List<String> header = new ArrayList<>(List.of("row"));
        header.addAll(names);
        objectives.forEach(objective -> header.add(objective.column()));
        table.add(header);
        front.stream().limit(shown).forEach(row -> table.add(cells(row)));
        TextTable.Fitted fitted = table.fit(width, leastImportant(names.size()));
        List<String> lines = new ArrayList<>(fitted.lines());
        fitted.note().forEach(note -> lines.addAll(width.wrap(note)));
        String more = front.size() > shown ? "and " + (front.size() - shown) + " more (--json has them all)\n" : "";
        return String.format(
                Locale.ROOT,
                "Pareto front of %s: %,d of %,d rows%s%n%n%s%n%s",
                String.join(", ", objectives.stream().map(Objective::toString).toList()),
                front.size(),
                rows,
                leftOut == 0 ? "" : String.format(Locale.ROOT, ", %,d excluded for a missing value", leftOut),
                String.join(System.lineSeparator(), lines),
                more);
    }

    /** The names behind the first, then all objectives but two. */
    private List<Integer> leastImportant(int names) {
        List<Integer> order = new ArrayList<>();
        for (int column = names; column > 1; column--) {
            order.add(column);
        }
        for (int column = names + objectives.size(); column > names + 2; column--) {
            order.add(column);
        }
        return order;
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>(List.of(String.format(Locale.ROOT, "%,d", row.row())));
        row.names().forEach((column, name) -> cells.add(name(column, name)));
        row.values().forEach(value -> cells.add(String.format(Locale.ROOT, "%,.6g", value)));
        return cells;
    }

    private static String name(String column, String value) {
        return column.equals(AXES) ? YamlText.pairs(TrialJson.read(value)) : value;
    }
}
