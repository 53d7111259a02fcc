package io.espalier.spark.data;

import io.espalier.data.ColumnUse;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a wide table holds. */
final class WideTable implements PartFiles.Rows {
    private static final String ONLY = "value";

    private final WideLayout layout;
    private final List<String> labels;
    private final List<Series> series = new ArrayList<>();
    private final SeriesFaults faults = new SeriesFaults();
    /** The columns of each channel's steps, in their order. */
    private final Map<String, List<String>> channels = new LinkedHashMap<>();

    private ColumnPlaces columns = new ColumnPlaces(Map.of());

    WideTable(WideLayout layout, List<String> labels) {
        this.layout = layout;
        this.labels = labels;
    }

    @Override
    public void begin(List<String> header) throws IOException {
        columns = ColumnPlaces.of(header);
        columns.require(labels);
        columns.require(layout.ignore());
        List<String> steps = header.stream()
                .filter(name -> !labels.contains(name) && !layout.ignore().contains(name))
                .toList();
        if (layout.channels().isEmpty()) {
            channels.put(ONLY, steps);
        }
        layout.channels().forEach(channel -> channels.put(channel, stepsOf(channel, steps)));
        for (Map.Entry<String, List<String>> channel : channels.entrySet()) {
            TableExamples.require(!channel.getValue().isEmpty(), "channel " + channel.getKey() + " has no columns");
        }
    }

    private static List<String> stepsOf(String channel, List<String> columns) {
        Pattern numbered = Pattern.compile(Pattern.quote(channel) + "_?\\d+");
        return columns.stream()
                .filter(name -> numbered.matcher(name).matches())
                .sorted(Comparator.comparing(
                        name -> new BigInteger(name.substring(channel.length()).replace("_", ""))))
                .toList();
    }

    @Override
    public void add(List<String> cells, CellFaults.Place place) {
        double[][] values = channels.values().stream()
                .map(steps -> numbers(columns.cells(cells, steps), place))
                .toArray(double[][]::new);
        if (faults.areAlike(values, place)) {
            series.add(new Series(place, values, columns.cells(cells, labels)));
        }
    }

    private double[] numbers(List<String> cells, CellFaults.Place place) {
        int end = cells.size();
        while (end > 0 && cells.get(end - 1).isEmpty()) {
            end--;
        }
        return cells.subList(0, end).stream()
                .mapToDouble(cell -> faults.number(cell, place))
                .toArray();
    }

    /** @throws IOException with all that is wrong */
    SeriesPart part() throws IOException {
        TableExamples.refuse(faults.problems());
        TableExamples.require(!series.isEmpty(), "it has no rows");
        return new SeriesPart(List.copyOf(channels.keySet()), series, columns.uses(this::use));
    }

    private ColumnUse use(String name) {
        if (labels.contains(name)) {
            return ColumnUse.label(name, "");
        } else if (layout.ignore().contains(name)) {
            return ColumnUse.ignored(name, "as asked");
        }
        return channels.values().stream().anyMatch(steps -> steps.contains(name))
                ? ColumnUse.feature(name, "a step")
                : ColumnUse.ignored(name, "not a step of " + String.join(", ", layout.channels()));
    }
}
