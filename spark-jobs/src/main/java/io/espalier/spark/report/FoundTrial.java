package io.espalier.spark.report;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.result.GridRow;
import io.espalier.result.PlanRow;
import io.espalier.result.TrialRecord;
import io.espalier.result.TrialRow;
import io.espalier.spark.ledger.SweepDescription;
import io.espalier.spark.table.ParquetTable;
import io.espalier.spark.table.Part;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One trial of a sweep with all that the tables hold of it.
 *
 * @param record null where the trial has not ended yet
 * @param siblings the rows of its controls that have ended, by control
 */
public record FoundTrial(PlanRow plan, @Nullable TrialRecord record, Map<String, TrialRow> siblings) {
    private static final String ID = "trial_id";
    private static final int SHOWN = 5;

    /**
     * Finds the trial whose id begins like this.
     *
     * @throws io.espalier.binding.InvalidValueException if none or several do, with those that are near
     * @throws IOException if the folder holds no sweep or its tables cannot be read
     */
    public static FoundTrial in(Storage out, String beginning) throws IOException {
        if (SweepDescription.in(out).isEmpty()) {
            throw new StoreException("show", out.toString(), "it holds no sweep (no sweep.json)");
        }
        SweepTables tables = SweepTables.in(out);
        String id = whole(beginning, ids(tables.plan()));
        PlanRow plan = row(tables.plan(), PlanRow::trialId, id);
        if (plan == null) {
            throw new StoreException("show", out.toString(), "its plan changed while being read");
        }
        TrialRecord record = record(tables, id);
        Optional<GridRow> place = place(tables, id);
        return new FoundTrial(
                place.map(row -> placed(plan, row.axes())).orElse(plan),
                record,
                record == null
                        ? Map.of()
                        : siblings(
                                tables,
                                place.map(GridRow::siblings)
                                        .orElse(record.trial().controls())));
    }

    private static String whole(String beginning, List<String> ids) {
        List<String> fitting =
                ids.stream().filter(id -> id.startsWith(beginning)).toList();
        if (fitting.size() > 1) {
            check(
                    fitting.contains(beginning),
                    "TRIAL",
                    beginning,
                    "name one trial; " + fitting.size() + " ids begin with it: " + shown(fitting));
            return beginning;
        }
        check(
                !fitting.isEmpty(),
                "TRIAL",
                beginning,
                "be a trial id or its first digits; the nearest: " + shown(nearest(beginning, ids)));
        return fitting.get(0);
    }

    private static List<String> nearest(String beginning, List<String> ids) {
        return ids.stream()
                .sorted(Comparator.comparingInt((String id) -> -inCommon(beginning, id))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .toList();
    }

    private static int inCommon(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        return IntStream.range(0, shorter)
                .filter(i -> a.charAt(i) != b.charAt(i))
                .findFirst()
                .orElse(shorter);
    }

    private static String shown(List<String> ids) {
        String first = String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size())));
        return ids.size() > SHOWN ? first + ", ..." : first;
    }

    private static @Nullable TrialRecord record(SweepTables tables, String id) throws IOException {
        TrialRow trial = row(tables.trials(), row -> row.identity().trialId(), id);
        return trial == null
                ? null
                : new TrialRecord(
                        trial,
                        rows(tables.layers(), row -> row.trialId(), id),
                        rows(tables.curves(), row -> row.trialId(), id));
    }

    /** Where the trial is in the last grid that holds it. */
    private static Optional<GridRow> place(SweepTables tables, String id) throws IOException {
        List<Part<GridRow>> latestFirst = new ArrayList<>(tables.grid().parts().values());
        Collections.reverse(latestFirst);
        for (Part<GridRow> part : latestFirst) {
            for (GridRow row : part.rows()) {
                if (row.trialId().equals(id)) {
                    return Optional.of(row);
                }
            }
        }
        return Optional.empty();
    }

    /** A grid names its axes as its file does, whatever they were called when the trial was planned first. */
    private static PlanRow placed(PlanRow plan, String axes) {
        return new PlanRow(
                plan.trialId(),
                plan.sweep(),
                plan.seed(),
                plan.control(),
                plan.round(),
                plan.stepKey(),
                axes,
                plan.recipe(),
                plan.place());
    }

    private static Map<String, TrialRow> siblings(SweepTables tables, TrialRow.Controls controls) throws IOException {
        Map<String, @Nullable String> ids = new LinkedHashMap<>();
        ids.put("random-mask", controls.randomMaskTrial());
        ids.put("reinitialize", controls.reinitializeTrial());
        ids.put("small-dense", controls.smallDenseTrial());
        ids.put("extra-training", controls.extraTrainingTrial());
        Map<String, TrialRow> siblings = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable String> sibling : ids.entrySet()) {
            String id = sibling.getValue();
            TrialRow row =
                    id == null ? null : row(tables.trials(), r -> r.identity().trialId(), id);
            if (row != null) {
                siblings.put(sibling.getKey(), row);
            }
        }
        return siblings;
    }

    private static List<String> ids(ParquetTable<?> table) throws IOException {
        List<String> ids = new ArrayList<>();
        for (Part<?> part : table.parts().values()) {
            ids.addAll(part.strings(ID));
        }
        return ids;
    }

    private static <T extends Record> @Nullable T row(ParquetTable<T> table, Function<T, String> idOf, String id)
            throws IOException {
        List<T> rows = rows(table, idOf, id);
        return rows.isEmpty() ? null : rows.get(0);
    }

    /** The rows of one trial: all of them are in one part. */
    private static <T extends Record> List<T> rows(ParquetTable<T> table, Function<T, String> idOf, String id)
            throws IOException {
        for (Part<T> part : table.parts().values()) {
            if (part.strings(ID).contains(id)) {
                return part.rows().stream()
                        .filter(row -> idOf.apply(row).equals(id))
                        .toList();
            }
        }
        return List.of();
    }
}
