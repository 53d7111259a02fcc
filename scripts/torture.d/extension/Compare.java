package torture;

import io.espalier.result.CurveRow;
import io.espalier.result.LayerRow;
import io.espalier.result.TrialRow;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints as JSON how a sweep's rows differ from those of an untouched one, columns of time aside. */
final class Compare {
    private final Map<String, List<String>> rows = new TreeMap<>();
    private final Map<String, Integer> trials = new TreeMap<>();
    private final Map<String, String> states = new TreeMap<>();

    private Compare(Path out) throws IOException {
        SweepTables tables = SweepTables.in(LocalStorage.at(out));
        for (TrialRow row : tables.trials().rows()) {
            String id = row.identity().trialId();
            trials.merge(id, 1, Integer::sum);
            states.put(id, row.outcome().state().name());
            add(id, timeless(row).toString());
        }
        for (LayerRow row : tables.layers().rows()) {
            add(row.trialId(), row.toString());
        }
        for (CurveRow row : tables.curves().rows()) {
            add(row.trialId(), row.toString());
        }
        rows.values().forEach(all -> all.sort(null));
    }

    private void add(String id, String row) {
        rows.computeIfAbsent(id, trial -> new ArrayList<>()).add(row);
    }

    /** A record's text has all its numbers in the shortest form that reads back as the same bits. */
    private static TrialRow timeless(TrialRow t) {
        TrialRow.Effort e = t.effort();
        TrialRow.Effort effort =
                e == null ? null : new TrialRow.Effort(e.trainingEpochs(), e.iterations(), 0, 0, "");
        return new TrialRow(
                t.identity(),
                t.choices(),
                t.controls(),
                t.outcome(),
                t.size(),
                t.quality(),
                effort,
                t.provenance(),
                t.setup());
    }

    public static void main(String[] arguments) throws IOException {
        Compare untouched = new Compare(Path.of(arguments[0]));
        Compare touched = new Compare(Path.of(arguments[1]));
        long lost = untouched.trials.keySet().stream().filter(id -> !touched.trials.containsKey(id)).count();
        long twice = touched.trials.values().stream().filter(n -> n > 1).count();
        List<String> differing = untouched.trials.keySet().stream()
                .filter(touched.trials::containsKey)
                .filter(id -> !untouched.rows.get(id).equals(touched.rows.get(id)))
                .toList();
        Map<String, Long> others = touched.states.entrySet().stream()
                .filter(state -> !untouched.trials.containsKey(state.getKey()))
                .collect(Collectors.groupingBy(Map.Entry::getValue, TreeMap::new, Collectors.counting()));
        System.out.printf(
                "{\"lost\": %d, \"twice\": %d, \"differing\": %d, \"rows\": %d, \"others\": {%s}}%n",
                lost,
                twice,
                differing.size(),
                touched.trials.size(),
                others.entrySet().stream()
                        .map(o -> "\"" + o.getKey() + "\": " + o.getValue())
                        .collect(Collectors.joining(", ")));
        for (String id : differing.subList(0, Math.min(1, differing.size()))) {
            System.err.println("untouched " + untouched.rows.get(id) + "\ntouched   " + touched.rows.get(id));
        }
    }
}
