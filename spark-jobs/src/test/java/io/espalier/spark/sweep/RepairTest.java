package io.espalier.spark.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.binding.Binder;
import io.espalier.config.SweepFile;
import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.StepKey;
import io.espalier.spark.LocalSpark;
import io.espalier.spark.ledger.Ledger;
import io.espalier.spark.ledger.Repair;
import io.espalier.spark.ledger.Verification;
import io.espalier.spark.table.ParquetTable;
import io.espalier.spark.table.Part;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever file is damaged: it is found, just that is made again, and the rows are what they were. */
class RepairTest {
    private static final String LADDER = """
            name: ladder
            data: { source: digits, limit: 40 }
            network: { family: mlp, hidden: [8] }
            seeds: [1]
            recipe:
              - train: { epochs: 2, batch: 16 }
              - repeat:
                  rounds: ROUNDS
                  steps:
                    - prune: { criterion: magnitude, fraction: 0.2 }
                    - train: { epochs: 1 }
            controls: []
            objectives: { validation_error: min, bytes: min }
            """;
    private static final int STEPS_OF_A_ROUND = 4; // score, select, an epoch, settle

    /** Actions that were done, in this JVM, for Spark copies what it is given. */
    private static final AtomicInteger STEPS = new AtomicInteger();

    @TempDir
    private Path folder;

    private Path out;
    private Rows before;

    private record Counting(BranchTask task) implements Function<String, Map<String, String>> {
        @Override
        public Map<String, String> call(String branch) throws Exception {
            Map<String, String> done = task.call(branch);
            STEPS.addAndGet(Binder.ofContext().parse(branch, Branch.class).steps());
            return done;
        }
    }

    @BeforeEach
    void runTwoRounds() throws Exception {
        out = folder.resolve("out");
        LocalSpark.session();
        run(2);
        before = Rows.of(out);
        assertThat(before.trials()).hasSize(2);
    }

    private SweepPlan plan(int rounds) throws IOException {
        Path config = folder.resolve("ladder.yaml");
        Files.writeString(config, LADDER.replace("ROUNDS", String.valueOf(rounds)));
        return SweepPlan.of(SweepFile.load(config.toString(), List.of()));
    }

    /** Runs the sweep; says how many actions that took. */
    private int run(int rounds) throws Exception {
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
        SweepPlan plan = plan(rounds);
        BranchTask task = new BranchTask(store().toString(), Build.version(), Sharing.SHARED);
        Dispatcher dispatcher = new Dispatcher(spark, new Counting(task), Dispatcher.LONGEST_PATH_FIRST, () -> 2);
        Ledger ledger =
                Ledger.open(LocalStorage.at(out), plan.description(Files.readString(folder.resolve("ladder.yaml"))));
        Progress silent = new Progress(new PrintStream(OutputStream.nullOutputStream()));
        STEPS.set(0);
        new SweepRunner(dispatcher, plan, ledger, LocalStorage.at(store()), Sharing.SHARED, silent).run();
        return STEPS.get();
    }

    private Path store() {
        return out.resolve("store");
    }

    private StepKey endOfRound(int round) throws IOException {
        return plan(round).trials().get(round - 1).end();
    }

    private Path blob(String kind, StepKey key) {
        return store().resolve(kind).resolve(key.value().substring(0, 2)).resolve(key.value());
    }

    /** The latest part of a table. */
    private Path part(String table) throws IOException {
        try (Stream<Path> parts = Files.list(out.resolve("tables").resolve(table))) {
            return parts.max(Comparator.naturalOrder()).orElseThrow();
        }
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    /** Within its first page: what a footer says besides is covered by no checksum, and changes no row. */
    private static void damagePart(Path part) throws IOException {
        byte[] bytes = Files.readAllBytes(part);
        bytes[60] ^= 1;
        Files.write(part, bytes);
    }

    private boolean isWhole() throws IOException {
        return Verification.of(LocalStorage.at(out), Optional.of(LocalStorage.at(store())))
                .holds();
    }

    private void repair(Path... damaged) throws IOException {
        assertThat(isWhole()).isFalse();
        assertThat(Repair.of(LocalStorage.at(out), Optional.of(LocalStorage.at(store())))
                        .setAside())
                .contains(Stream.of(damaged).map(Path::toString).toArray(String[]::new));
    }

    private void assertAsBefore() throws IOException {
        assertThat(Verification.of(LocalStorage.at(out), Optional.of(LocalStorage.at(store())))
                        .checks())
                .allSatisfy(check -> assertThat(check.problems()).isEmpty());
        assertThat(Rows.of(out)).isEqualTo(before);
    }

    @Test
    void findsNothingToRepairInAWholeSweep() throws Exception {
        assertThat(isWhole()).isTrue();
        assertThat(Repair.of(LocalStorage.at(out), Optional.of(LocalStorage.at(store())))
                        .setAside())
                .isEmpty();
        assertThat(run(2)).isZero();
        assertAsBefore();
    }

    @Test
    void makesADamagedSnapshotAgainFromTheOneBeforeIt() throws Exception {
        Path snapshot = blob("snapshots", endOfRound(2));
        damage(snapshot);
        repair(snapshot);
        assertThat(run(2)).isEqualTo(STEPS_OF_A_ROUND);
        assertThat(snapshot).exists();
        assertAsBefore();
    }

    @Test
    void measuresAgainWhereOnlyTheMeasurementIsDamaged() throws Exception {
        Path measurement = blob("measurements", endOfRound(2));
        damage(measurement);
        repair(measurement);
        assertThat(run(2)).isZero();
        assertThat(measurement).exists();
        assertAsBefore();
    }

    @Test
    void measuresAgainWhereLayersOrCurvesAreNotWhatWasMeasured() throws Exception {
        SweepTables tables = SweepTables.in(LocalStorage.at(out));
        for (ParquetTable<?> table : List.of(tables.layers(), tables.curves())) {
            dropTheLastRow(table);
            assertThat(isWhole()).isFalse();
            assertThat(Repair.of(LocalStorage.at(out), Optional.of(LocalStorage.at(store())))
                            .setAside())
                    .as("one measurement, and the batch of three parts")
                    .hasSize(4)
                    .first()
                    .asString()
                    .startsWith(store().resolve("measurements").toString());
            assertThat(run(2)).as(table.name()).isZero();
            assertAsBefore();
        }
    }

    private static <T extends Record> void dropTheLastRow(ParquetTable<T> table) throws IOException {
        int last = table.parts().lastKey();
        Part<T> part = table.part(last).orElseThrow();
        List<T> rows = part.rows();
        table.replace(last, rows.subList(0, rows.size() - 1), part.footer());
    }

    @Test
    void startsBeforeADamagedSnapshotThatABranchShouldStartFromWithoutBeingToldTo() throws Exception {
        damage(blob("snapshots", endOfRound(2)));
        assertThat(run(3)).isEqualTo(2 * STEPS_OF_A_ROUND);
        assertThat(Rows.of(out).trials()).hasSize(3).containsAll(before.trials());
        assertThat(isWhole()).isTrue();
    }

    /** A stand-in for a snapshot that is damaged after the plan was made: whole by its hash, and no snapshot. */
    @Test
    void growsAgainFromBeforeASnapshotThatTurnsOutToBeLost() throws Exception {
        Path snapshot = blob("snapshots", endOfRound(2));
        Files.copy(blob("measurements", endOfRound(2)), snapshot, StandardCopyOption.REPLACE_EXISTING);
        assertThat(run(3)).isEqualTo(2 * STEPS_OF_A_ROUND);
        assertThat(Rows.of(out).trials()).hasSize(3).containsAll(before.trials());
    }

    @Test
    void takesTheRowsOfADamagedTableFromTheStore() throws Exception {
        for (String table : List.of("trials", "layers", "curves", "plan")) {
            Path damaged = part(table);
            damagePart(damaged);
            repair(damaged);
            assertThat(run(2)).as(table).isZero();
            assertAsBefore();
            Files.delete(part(table));
            assertThat(isWhole()).isFalse();
            assertThat(run(2)).as(table).isZero();
            assertAsBefore();
        }
    }

    @Test
    void writesDamagedDataForExecutorsAgain() throws Exception {
        try (Stream<Path> files = Files.list(store().resolve("_data"))) {
            damage(files.findFirst().orElseThrow());
        }
        assertThat(run(3)).isEqualTo(STEPS_OF_A_ROUND);
        assertThat(Rows.of(out).trials()).hasSize(3).containsAll(before.trials());
    }
}
