package io.espalier.spark.data;

import io.espalier.data.ColumnUse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a long table holds. */
final class LongTable implements PartFiles.Rows {
    private final LongLayout layout;
    private final List<String> labels;
    private final Map<String, LongSeries> series = new LinkedHashMap<>();
    private final SeriesFaults faults = new SeriesFaults();
    private final CellFaults unnamed = new CellFaults();
    private final CellFaults changed = new CellFaults();
    private final CellFaults repeated = new CellFaults();
    private ColumnPlaces columns = new ColumnPlaces(Map.of());
    private List<String> channels = List.of();

    LongTable(LongLayout layout, List<String> labels) {
        this.layout = layout;
        this.labels = labels;
    }

    @Override
    public void begin(List<String> header) throws IOException {
        columns = ColumnPlaces.of(header);
        columns.require(labels);
        columns.require(List.of(layout.series(), layout.step()));
        columns.require(layout.channels());
        channels = layout.channels().isEmpty()
                ? header.stream().filter(name -> !isOther(name)).toList()
                : layout.channels();
        TableExamples.require(!channels.isEmpty(), "it has no channels (must have columns besides " + header + ")");
    }

    private boolean isOther(String name) {
        return labels.contains(name) || name.equals(layout.series()) || name.equals(layout.step());
    }

    @Override
    public void add(List<String> cells, CellFaults.Place place) {
        String name = columns.cell(cells, layout.series());
        String step = columns.cell(cells, layout.step());
        if (name.isEmpty() || step.isEmpty()) {
            unnamed.add("", place);
            return;
        }
        double[] values = channels.stream()
                .mapToDouble(channel -> faults.number(columns.cell(cells, channel), place))
                .toArray();
        List<String> found = columns.cells(cells, labels);
        LongSeries of = series.computeIfAbsent(name, key -> new LongSeries(key, place, found));
        if (!of.labels().equals(found)) {
            changed.add(name, place);
        }
        if (!of.add(step, values)) {
            repeated.add(step, place);
        }
    }

    /** @throws IOException with all that is wrong */
    SeriesPart part() throws IOException {
        List<String> problems = new ArrayList<>(faults.problems());
        if (unnamed.count() > 0) {
            problems.add(unnamed.describe("row without a series or step", "rows without a series or step"));
        }
        if (changed.count() > 0) {
            problems.add(changed.describe("row with another label", "rows with another label")
                    + " (must be one label in all rows of a series)");
        }
        if (repeated.count() > 0) {
            problems.add(repeated.describe("step that its series has twice", "steps that their series have twice"));
        }
        TableExamples.refuse(problems);
        TableExamples.require(!series.isEmpty(), "it has no rows");
        return new SeriesPart(
                channels,
                series.values().stream().map(one -> one.series(channels.size())).toList(),
                columns.uses(this::use));
    }

    private ColumnUse use(String name) {
        if (labels.contains(name)) {
            return ColumnUse.label(name, "");
        } else if (channels.contains(name)) {
            return ColumnUse.feature(name, "a channel");
        } else if (isOther(name)) {
            return ColumnUse.ignored(name, name.equals(layout.step()) ? "orders steps" : "names series");
        }
        return ColumnUse.ignored(name, "not among channels");
    }
}
