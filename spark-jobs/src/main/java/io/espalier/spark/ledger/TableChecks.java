package io.espalier.spark.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.result.CurveRow;
import io.espalier.result.ExportRow;
import io.espalier.result.LayerRow;
import io.espalier.result.MetricRow;
import io.espalier.result.PlanRow;
import io.espalier.result.TrialRow;
import io.espalier.run.store.StepStore;
import io.espalier.spark.ledger.Verification.Check;
import io.espalier.spark.table.Column;
import io.espalier.spark.table.ParquetTable;
import io.espalier.spark.table.Part;
import io.espalier.spark.table.Part.Content;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The checks of a sweep's tables, part by part, so that no more than one part is in memory. */
final class TableChecks {
    private static final int NAMED = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SweepTables tables;
    private final Map<String, Integer> planned = new LinkedHashMap<>();
    private final Map<String, Integer> rows = new LinkedHashMap<>();
    private final Map<String, Integer> found = new LinkedHashMap<>();
    private final Map<String, Integer> measured = new LinkedHashMap<>();
    private final Map<String, Integer> placed = new LinkedHashMap<>();
    private final Map<String, Set<String>> hashes = new LinkedHashMap<>();
    private final Map<String, SortedMap<String, Integer>> versions = new LinkedHashMap<>();
    private final Map<String, Integer> exported = new LinkedHashMap<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<String> unordered = new ArrayList<>();
    private final List<String> incomplete = new ArrayList<>();
    private final Set<String> columns = new HashSet<>();
    private final Storage out;
    private final Optional<StoredMeasurements> figures;
    private final Optional<StoredMetrics> measurements;
    private int files;
    private int batches;

    /** @param stepStore to compare the rows with, if there is a store */
    TableChecks(Storage out, SweepTables tables, Optional<StepStore> stepStore) throws IOException {
        this.out = out;
        this.tables = tables;
        this.figures = stepStore.map(StoredMeasurements::new);
        this.measurements = tables.metrics().parts().isEmpty() ? Optional.empty() : stepStore.map(StoredMetrics::new);
    }

    List<Check> run() throws IOException {
        forEachPart(tables.plan(), (sequence, plan) -> {
            count(plan.rows(), PlanRow::trialId, planned);
            measurements.ifPresent(m -> m.plan(plan.rows()));
        });
        SortedMap<Integer, Part<TrialRow>> trials = tables.trials().parts();
        forEachPart(tables.trials(), this::checkBatch);
        checkOrphans(tables.layers(), trials.keySet());
        checkOrphans(tables.curves(), trials.keySet());
        forEachPart(tables.grid(), (sequence, grid) -> grid.rows().forEach(row -> placed.put(row.trialId(), 1)));
        forEachPart(tables.metrics(), (sequence, part) -> {
            List<MetricRow> metrics = part.rows();
            count(metrics, row -> row.name() + " " + row.found(), found);
            count(metrics, MetricRow::trialId, measured);
            metrics.stream().map(MetricRow::found).filter(Objects::nonNull).forEach(f -> columns.add(f.column()));
            if (measurements.isPresent()) {
                measurements.get().compare(metrics);
            }
        });
        forEachPart(tables.features(), (sequence, features) -> {});
        forEachPart(tables.labels(), (sequence, labels) -> {});
        unreadable.addAll(Strays.in(out).problems());
        forEachPart(tables.exports(), (sequence, exports) -> count(exports.rows(), ExportRow::trialId, exported));
        List<Check> checks = new ArrayList<>(ofTrials());
        checks.addAll(accepted());
        figures.ifPresent(f -> checks.add(f.check()));
        if (!found.isEmpty()) {
            checks.addAll(ofMetrics());
            measurements.ifPresent(m -> checks.add(m.check()));
        }
        if (!placed.isEmpty()) {
            checks.add(new Check(
                    "every trial of a grid is planned", missing("In a grid but not planned", placed, planned)));
        }
        if (!exported.isEmpty()) {
            checks.add(new Check(
                    sum(exported) + " exports, each of a trial with a row",
                    missing("Exported but without a row", exported, rows)));
        }
        return checks;
    }

    /** Whether trials have numbers of this name; what a metric would have found is believed where none has found anything. */
    boolean isObjective(String column) {
        return columns.contains(column)
                || tables.trials().schema().columns().stream()
                        .anyMatch(c -> c.name().equals(column) && c.kind() != Column.Kind.STRING)
                || (columns.isEmpty() && column.matches("(validation|test)_.*"));
    }

    private List<Check> ofMetrics() {
        return List.of(
                new Check(sum(found) + " rows of metrics, " + found.size() + " distinct", repeated("measured", found)),
                new Check(
                        "every metric is of a planned trial", missing("Measured but not planned", measured, planned)));
    }

    private List<Check> ofTrials() {
        return List.of(
                new Check(files + " Parquet files, undamaged and with the columns of their table", unreadable),
                new Check(
                        sum(planned) + " planned trials, " + planned.size() + " distinct",
                        repeated("planned", planned)),
                new Check(sum(rows) + " rows of trials, " + rows.size() + " distinct", repeated("recorded", rows)),
                new Check("every planned trial has its row", missing("Planned but without a row", planned, rows)),
                new Check("every row is of a planned trial", missing("Recorded but not planned", rows, planned)),
                new Check(hashes.size() + " descriptions of data, each with one content", mixed()),
                new Check("sequence numbers without gaps", unordered),
                new Check(batches + " batches with their layers and curves", incomplete));
    }

    private void checkBatch(int sequence, Content<TrialRow> part) throws IOException {
        List<TrialRow> trials = part.rows();
        count(trials, row -> row.identity().trialId(), rows);
        for (TrialRow row : trials) {
            hashes.computeIfAbsent(data(row, "data-hash"), key -> new TreeSet<>())
                    .add(row.provenance().dataHash());
            versions.computeIfAbsent(data(row, ""), key -> new TreeMap<>())
                    .merge(row.provenance().dataHash(), 1, Integer::sum);
        }
        Set<String> ids = new HashSet<>(
                trials.stream().map(row -> row.identity().trialId()).toList());
        Optional<Content<LayerRow>> layers = content(tables.layers(), sequence);
        Optional<Content<CurveRow>> curves = content(tables.curves(), sequence);
        Batch batch = Batch.of(part, layers.orElse(Content.none()), curves.orElse(Content.none()));
        if (figures.isPresent() && !trials.isEmpty() && layers.isPresent() && curves.isPresent()) {
            figures.get().compare(batch);
        }
        Set<String> withLayers = new TreeSet<>(batch.layers().keySet());
        if (!trials.isEmpty()) {
            batches++;
            layers.ifPresent(l -> checkBelongs(part, l, sequence, tables.layers()));
            curves.ifPresent(c -> checkBelongs(part, c, sequence, tables.curves()));
        }
        trials.stream()
                .filter(row -> row.size() != null)
                .map(row -> row.identity().trialId())
                .filter(id -> !withLayers.contains(id))
                .forEach(id -> incomplete.add("Trial " + id + " has no layers in batch " + sequence));
        withLayers.addAll(batch.curves().keySet());
        withLayers.removeAll(ids);
        withLayers.forEach(id -> incomplete.add(
                "Trial " + id + " has layers or curves in batch " + sequence + ", which does not commit it"));
    }

    private void checkBelongs(Content<?> trials, Content<?> part, int sequence, ParquetTable<?> table) {
        if (part.batch().isEmpty() || !part.batch().equals(trials.batch())) {
            incomplete.add("Batch " + sequence + " lacks its part of " + table.name());
        }
    }

    /** Data whose new version was accepted: trials on either are told apart, and never on one front. */
    private List<Check> accepted() {
        return versions.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> new Check(
                        "rows on " + entry.getValue().size() + " versions of " + entry.getKey() + ": "
                                + entry.getValue().entrySet().stream()
                                        .map(version -> version.getKey() + " (" + version.getValue() + ")")
                                        .collect(Collectors.joining(", ")),
                        List.of()))
                .toList();
    }

    /** The description of a trial's data, with the hash that is part of it where the folder has seen several, by its key. */
    private static String data(TrialRow row, String hash) {
        try {
            JsonNode recipe = JSON.readTree(row.identity().recipe());
            return recipe.path("data") + recipe.path(hash).asText();
        } catch (JsonProcessingException e) {
            return row.identity().recipe();
        }
    }

    private List<String> mixed() {
        return hashes.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> "Rows on " + entry.getKey() + " come from different versions of the data: "
                        + String.join(", ", entry.getValue()) + "; run the sweep with another output folder")
                .toList();
    }

    private void checkOrphans(ParquetTable<?> table, Set<Integer> closed) throws IOException {
        for (Part<?> part : partsWithout(table, closed)) {
            incomplete.add(part.file() + " belongs to no committed batch (the next run of the sweep moves it aside)");
        }
    }

    private static <T extends Record> List<Part<T>> partsWithout(ParquetTable<T> table, Set<Integer> closed)
            throws IOException {
        SortedMap<Integer, Part<T>> parts = table.parts();
        parts.keySet().removeAll(closed);
        return List.copyOf(parts.values());
    }

    /** What is done with a part. */
    @FunctionalInterface
    private interface PartCheck<T> {
        void accept(int sequence, Content<T> part) throws IOException;
    }

    private <T extends Record> void forEachPart(ParquetTable<T> table, PartCheck<T> check) throws IOException {
        int expected = 0;
        for (Map.Entry<Integer, Part<T>> part : table.parts().entrySet()) {
            for (; expected < part.getKey(); expected++) {
                unordered.add("Table " + table.name() + " lacks part " + expected);
            }
            expected++;
            check.accept(part.getKey(), read(part.getValue()).orElse(Content.none()));
        }
    }

    /** Nothing if it cannot be read; none if it is not there. */
    private <T extends Record> Optional<Content<T>> content(ParquetTable<T> table, int sequence) throws IOException {
        Optional<Part<T>> part = table.part(sequence);
        return part.isPresent() ? read(part.get()) : Optional.of(Content.none());
    }

    private <T extends Record> Optional<Content<T>> read(Part<T> part) {
        files++;
        try {
            return Optional.of(part.content());
        } catch (IOException e) {
            unreadable.add(e.getMessage());
            return Optional.empty();
        }
    }

    private static <T> void count(List<T> rows, Function<T, String> id, Map<String, Integer> counts) {
        rows.forEach(row -> counts.merge(id.apply(row), 1, Integer::sum));
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static List<String> repeated(String what, Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(entry -> "Trial " + entry.getKey() + " is " + what + " " + entry.getValue() + " times")
                .toList();
    }

    private static List<String> missing(String what, Map<String, Integer> from, Map<String, Integer> in) {
        List<String> ids =
                from.keySet().stream().filter(id -> !in.containsKey(id)).toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        String more = ids.size() > NAMED ? " and " + (ids.size() - NAMED) + " more" : "";
        return List.of(what + ": " + String.join(", ", ids.subList(0, Math.min(NAMED, ids.size()))) + more);
    }
}
