package io.espalier.spark.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.config.SweepFile;
import io.espalier.pareto.Objective;
import io.espalier.pareto.SweepReport;
import io.espalier.plan.PlannedTrial;
import io.espalier.result.Measurement;
import io.espalier.result.TrialRecord;
import io.espalier.result.TrialRecords;
import io.espalier.result.TrialRow.Quality;
import io.espalier.result.TrialRow.Size;
import io.espalier.spark.ledger.Ledger;
import io.espalier.spark.report.DataFront;
import io.espalier.spark.report.FrontJson;
import io.espalier.spark.report.Grids;
import io.espalier.spark.report.SweepTrials;
import io.espalier.spark.report.TrialReader;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The front of a folder is that of the file that ran last, whatever files ran there before. The sweeps here train nothing:
 * what a trial comes to is drawn from its step key.
 */
class GridEditsTest {
    private static final List<Objective> OBJECTIVES = Objective.parseAll("validation_error:min,bytes:min");

    @TempDir
    private Path folder;

    private int files;

    /** An open value of the recipe: bound to an axis of some name, or written where it stands. */
    private record Value(List<String> names, List<String> values) {
        Bound bind(Random random) {
            boolean literal = random.nextBoolean();
            List<String> bound = new ArrayList<>(values);
            Collections.shuffle(bound, random);
            int count = literal ? 1 : 1 + random.nextInt(values.size());
            return new Bound(
                    literal ? "" : names.get(random.nextInt(names.size())), List.copyOf(bound.subList(0, count)));
        }
    }

    private record Bound(String axis, List<String> values) {
        String text() {
            return axis.isEmpty() ? values.get(0) : "$" + axis;
        }
    }

    private static final Value EPOCHS = new Value(List.of("epochs", "length"), List.of("1", "2"));
    private static final Value CRITERION = new Value(List.of("criterion", "by"), List.of("magnitude", "snip"));
    private static final Value SPARSITY = new Value(List.of("sparsity", "rate"), List.of("0.5", "0.9"));

    /** One way of writing some part of the same sweep. */
    private static String file(Random random) {
        List<Bound> bound = new ArrayList<>(
                Stream.of(EPOCHS, CRITERION, SPARSITY).map(v -> v.bind(random)).toList());
        String recipe =
                "recipe: [{ train: { epochs: %s } }, %s{ prune: { criterion: %s, sparsity: %s%s } }, { train: { epochs: 1%s } }]"
                        .formatted(
                                bound.get(0).text(),
                                random.nextBoolean() ? "measure, " : "",
                                bound.get(1).text(),
                                bound.get(2).text(),
                                random.nextBoolean() ? ", scope: global" : "",
                                random.nextBoolean() ? ", keep: last" : "");
        Collections.shuffle(bound, random);
        String grid = bound.stream()
                .filter(b -> !b.axis().isEmpty())
                .map(b -> b.axis() + ": " + b.values())
                .collect(Collectors.joining(", ", "grid: { ", " }"));
        List<String> controls =
                new ArrayList<>(List.of("random-mask", "reinitialize", "small-dense", "extra-training"));
        Collections.shuffle(controls, random);
        return String.join(
                "\n",
                "name: edits",
                "data: { source: digits }",
                "network: { family: mlp, hidden: [16] }",
                "seeds: " + List.of(1, 2, 3).subList(0, 1 + random.nextInt(3)),
                recipe,
                grid,
                "controls: " + controls.subList(0, random.nextInt(5)),
                "objectives: { validation_error: min, bytes: min }");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void theFrontIsThatOfTheLastFileWhateverRanBefore(int seed) throws Exception {
        Random random = new Random(seed);
        List<String> edits = Stream.generate(() -> file(random)).limit(4).toList();
        Path edited = folder.resolve("edited");
        for (String edit : edits) {
            run(edit, edited);
        }
        Path fresh = folder.resolve("fresh");
        run(edits.get(3), fresh);
        assertThat(front(edited)).isEqualTo(front(fresh));
        Path reversed = folder.resolve("reversed");
        for (int i : List.of(2, 1, 0, 3)) {
            run(edits.get(i), reversed);
        }
        assertThat(front(reversed)).isEqualTo(front(fresh));
    }

    @Test
    void controlsThatAreAddedLaterAreCompared() throws Exception {
        String without = file(new Random(3)).replaceFirst("controls: .*", "controls: []");
        String with = without.replaceFirst("controls: .*", "controls: [random-mask, small-dense]");
        run(without, folder.resolve("one"));
        run(with, folder.resolve("one"));
        SweepTrials trials = TrialReader.read(LocalStorage.at(folder.resolve("one")), OBJECTIVES);
        assertThat(trials.grid())
                .filteredOn(t -> !t.axes().containsValue("1 train"))
                .isNotEmpty()
                .allSatisfy(t -> assertThat(t.controls()).containsOnlyKeys("random-mask", "small-dense"));
    }

    @Test
    void rowsOfEarlierGridsAreCountedAndMarked() throws Exception {
        String before = file(new Random(5))
                .replaceFirst("seeds: .*", "seeds: [1]")
                .replaceFirst("controls: .*", "controls: []");
        String after = before.replaceFirst("hidden: \\[16]", "hidden: [8]");
        run(before, folder.resolve("one"));
        run(after, folder.resolve("one"));
        SweepTrials present = TrialReader.read(LocalStorage.at(folder.resolve("one")), OBJECTIVES);
        SweepTrials all = TrialReader.read(LocalStorage.at(folder.resolve("one")), OBJECTIVES, Grids.ALL);
        assertThat(present.earlier()).isEqualTo(present.grid().size()).isPositive();
        assertThat(all.grid()).hasSize(2 * present.grid().size());
        assertThat(all.grid())
                .filteredOn(t -> "earlier".equals(t.axes().get("grid")))
                .hasSize(present.earlier());
        assertThat(present.omitted()).contains(present.earlier() + " trials of earlier versions of the file");
    }

    @Test
    void theSameFileAgainAddsNoGrid() throws Exception {
        String file = file(new Random(1));
        run(file, folder.resolve("one"));
        run(file, folder.resolve("one"));
        try (Stream<Path> parts = Files.list(folder.resolve("one/tables/grid"))) {
            assertThat(parts).hasSize(1);
        }
    }

    private String front(Path out) {
        return FrontJson.render(new DataFront(
                "",
                SweepReport.of(
                        OBJECTIVES,
                        TrialReader.read(LocalStorage.at(out), OBJECTIVES).grid())));
    }

    private void run(String yaml, Path out) throws IOException {
        Path file = Files.writeString(folder.resolve(files++ + ".yaml"), yaml);
        SweepPlan plan = SweepPlan.of(SweepFile.load(file.toString(), List.of()));
        RowMaker rows = new RowMaker(plan);
        Ledger ledger = Ledger.open(LocalStorage.at(out), plan.description(yaml));
        ledger.plan(plan.trials().stream().map(rows::planRow).toList());
        ledger.present(plan.trials().stream().map(rows::gridRow).toList());
        Set<String> committed = ledger.committed();
        List<TrialRecord> records = plan.trials().stream()
                .filter(t -> !committed.contains(t.id().hex()))
                .map(t -> rows.record(t, measured(t, rows)))
                .toList();
        ledger.append(records);
    }

    private static Measurement measured(PlannedTrial trial, RowMaker rows) {
        Measurement like = TrialRecords.completed(trial.id().hex()).measurement();
        Random random = new Random(Long.parseLong(trial.end().value().substring(0, 8), 16));
        Quality q = like.quality();
        Size s = like.size();
        Quality quality = new Quality(
                TrialRecords.scores("error", random.nextInt(60) / 360.0, "nll", 0.2, "ece", 0.01),
                q.test(),
                q.lastValidation(),
                q.bestValidation(),
                q.bestEpoch(),
                q.stoppedEarly(),
                q.training(),
                q.removedSaliency());
        Size size = new Size(
                s.parameters(),
                s.prunable(),
                s.prunableLayers(),
                s.nonzeros(),
                s.achievedSparsity(),
                s.achievedGroupSparsity(),
                s.denseMacs(),
                s.macs(),
                s.nonzeroMacs(),
                s.compressionRatio(),
                s.theoreticalSpeedup(),
                s.codec(),
                random.nextInt(1_000),
                s.bytesDense(),
                s.bytesBitmask(),
                s.bytesCsr(),
                s.bytesGzip(),
                s.architecture(),
                s.compactionDifference());
        return new Measurement(
                like.outcome(), size, quality, like.effort(), rows.provenance("d1"), like.layers(), like.curve());
    }
}
