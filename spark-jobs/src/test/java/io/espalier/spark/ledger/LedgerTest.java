package io.espalier.spark.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.espalier.binding.InvalidValueException;
import io.espalier.result.LayerRow;
import io.espalier.result.PlanRow;
import io.espalier.result.TrialRecord;
import io.espalier.result.TrialRecords;
import io.espalier.result.TrialRow;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.LocalStorage;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final SweepDescription SWEEP =
            SweepDescription.of("quickstart", "0.1.0", "name: quickstart\n", Map.of("validation_error", "min"));
    private static final List<PlanRow> PLAN = plan(6);

    @TempDir
    private Path folder;

    private static List<PlanRow> plan(int trials) {
        return IntStream.range(0, trials)
                .mapToObj(i -> TrialRecords.planned("t" + i))
                .toList();
    }

    private static TrialRecord trial(int i) {
        return i % 3 == 2 ? TrialRecords.failed("t" + i) : TrialRecords.completed("t" + i);
    }

    private Path out() {
        return folder.resolve("deep/out");
    }

    private Ledger open() throws IOException {
        Ledger ledger = Ledger.open(LocalStorage.at(out()), SWEEP);
        ledger.plan(PLAN);
        return ledger;
    }

    private SweepTables tables() {
        return SweepTables.in(LocalStorage.at(out()));
    }

    private List<String> trialIds() throws IOException {
        return tables().trials().rows().stream()
                .map(row -> row.identity().trialId())
                .toList();
    }

    private List<String> layerIds() throws IOException {
        return tables().layers().rows().stream().map(LayerRow::trialId).toList();
    }

    private void assertWhole() throws IOException {
        assertThat(Verification.of(LocalStorage.at(out()), Optional.empty()).checks())
                .allSatisfy(check -> assertThat(check.problems()).isEmpty());
    }

    @Test
    void commitsTrialsAndFindsThemAgain() throws IOException {
        Ledger ledger = open();
        assertThat(ledger.append(List.of(trial(0), trial(2)))).isEqualTo(2);
        assertThat(ledger.append(List.of(trial(1)))).isEqualTo(1);
        assertThat(ledger.committed()).containsExactly("t0", "t2", "t1");
        Ledger again = open();
        assertThat(again.committed()).containsExactly("t0", "t2", "t1");
        assertThat(again.planned()).containsExactly("t0", "t1", "t2", "t3", "t4", "t5");
        assertThat(trialIds()).containsExactly("t0", "t2", "t1");
        assertThat(layerIds()).containsExactly("t0", "t0", "t1", "t1");
        assertThat(tables().curves().rows()).hasSize(4);
        assertThat(tables().plan().rows()).isEqualTo(PLAN);
    }

    @Test
    void commitsATrialOnceHoweverOftenItIsAppended() throws IOException {
        Ledger ledger = open();
        ledger.append(List.of(trial(0), trial(0)));
        assertThat(ledger.append(List.of(trial(0)))).isZero();
        assertThat(open().append(List.of(trial(0), trial(1)))).isEqualTo(1);
        assertThat(trialIds()).containsExactly("t0", "t1");
    }

    @Test
    void plansOnlyWhatIsNewWhenTheGridGrows() throws IOException {
        open().append(List.of(trial(0)));
        Ledger larger = Ledger.open(LocalStorage.at(out()), SWEEP);
        larger.plan(plan(8));
        larger.plan(plan(8));
        assertThat(tables().plan().rows()).isEqualTo(plan(8));
        assertThat(tables().plan().parts()).containsOnlyKeys(0, 1);
        assertThat(larger.committed()).containsExactly("t0");
    }

    @Test
    void refusesATrialThatIsNotPlanned() throws IOException {
        Ledger ledger = open();
        assertThatThrownBy(() -> ledger.append(List.of(trial(9))))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("Invalid trial_id: t9 (must be planned)");
    }

    @Test
    void refusesAnotherSweepAndAnotherSchemaVersionWithoutTakingTheLease() throws IOException {
        Ledger ledger = open();
        SweepDescription other = SweepDescription.of("other", "0.1.0", "", Map.of());
        assertThatThrownBy(() -> Ledger.open(LocalStorage.at(out()), other))
                .isInstanceOf(StoreException.class)
                .hasMessage("Cannot open " + out() + ": it holds sweep quickstart (not other)");
        SweepDescription later = new SweepDescription("quickstart", 2, "0.1.0", "", Map.of());
        assertThatThrownBy(() -> Ledger.open(LocalStorage.at(out()), later))
                .hasMessage("Cannot open " + out() + ": its tables have schema version 1 (this build writes 2)");
        assertThat(ledger.append(List.of(trial(0)))).isEqualTo(1);
    }

    @Test
    void describesTheLatestConfigInItsFolder() throws IOException {
        open();
        assertThat(SweepDescription.in(LocalStorage.at(out()))).hasValue(SWEEP);
        SweepDescription changed =
                SweepDescription.of("quickstart", "0.2.0", "name: quickstart\nseeds: [1]\n", Map.of("bytes", "min"));
        Ledger.open(LocalStorage.at(out()), changed);
        assertThat(SweepDescription.in(LocalStorage.at(out()))).hasValue(changed);
    }

    @Test
    void saysWhenItsFolderIsAFile() throws IOException {
        Files.createDirectories(folder.resolve("deep"));
        Files.createFile(out());
        assertThatThrownBy(() -> Ledger.open(LocalStorage.at(out()), SWEEP))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(out().toString());
    }

    @Test
    void setsAsideWhatADriverLeftWhenItWasKilledBetweenFiles() throws IOException {
        open().append(List.of(trial(0)));
        tables().layers().publish(1, trial(1).layers(), Map.of("batch", "killed"));
        tables().curves().publish(1, trial(1).curve(), Map.of("batch", "killed"));
        assertThat(Verification.of(LocalStorage.at(out()), Optional.empty()).holds())
                .isFalse();
        Ledger ledger = open();
        assertThat(ledger.committed()).containsExactly("t0");
        assertThat(layerIds()).containsExactly("t0", "t0");
        ledger.append(List.of(trial(1), trial(2), trial(3), trial(4), trial(5)));
        assertThat(layerIds()).containsExactly("t0", "t0", "t1", "t1", "t3", "t3", "t4", "t4");
        assertThat(out().resolve("tables/_orphans")).isDirectoryContaining("glob:**layers-part-000001.parquet.*");
        assertWhole();
    }

    @Test
    void setsAsideWhatADriverLeftWhenOnlyLayersWereWritten() throws IOException {
        open();
        tables().layers().publish(0, trial(0).layers(), Map.of("batch", "killed"));
        Ledger ledger = open();
        ledger.append(IntStream.range(0, 6).mapToObj(LedgerTest::trial).toList());
        assertThat(trialIds()).containsExactly("t0", "t1", "t2", "t3", "t4", "t5");
        assertThat(layerIds()).hasSize(8);
        assertWhole();
    }

    @Test
    void stopsTheOldDriverOfTwo() throws IOException {
        Ledger old = open();
        old.append(List.of(trial(0)));
        Ledger young = open();
        assertThatThrownBy(() -> old.append(List.of(trial(1))))
                .isInstanceOf(LostLeaseException.class)
                .hasMessageMatching("Cannot append to .*: another driver took over \\(epoch 2, \\d+@.* since .*\\)");
        assertThatThrownBy(() -> old.plan(plan(7))).isInstanceOf(LostLeaseException.class);
        young.append(IntStream.range(0, 6).mapToObj(LedgerTest::trial).toList());
        assertThat(trialIds()).containsExactly("t0", "t1", "t2", "t3", "t4", "t5");
        assertWhole();
    }

    @Test
    void goesOnWhenASlowDriverCommitsAfterItsSuccessorHasOpened() throws IOException {
        Ledger young = open();
        publishAsAnotherDriver(0, trial(0));
        assertThat(young.append(List.of(trial(0), trial(1)))).isEqualTo(1);
        assertThat(young.committed()).containsExactly("t0", "t1");
        assertThat(trialIds()).containsExactly("t0", "t1");
        assertThat(layerIds()).containsExactly("t0", "t0", "t1", "t1");
    }

    @Test
    void closesTheNumberOfASlowDriverThatHasNotCommitted() throws IOException {
        Ledger young = open();
        tables().layers().publish(0, trial(0).layers(), Map.of("batch", "slow"));
        young.append(List.of(trial(0)));
        assertThat(tables().trials().publish(0, List.of(trial(0).trial()), Map.of("batch", "slow")))
                .isFalse();
        assertThat(trialIds()).containsExactly("t0");
        assertThat(layerIds()).containsExactly("t0", "t0");
    }

    @Test
    void runsATrialAgainWhoseRowIsGone() throws IOException {
        Ledger first = open();
        first.append(List.of(trial(0)));
        first.append(List.of(trial(1)));
        Files.delete(out().resolve("tables/trials/part-000000.parquet"));
        Ledger ledger = open();
        assertThat(ledger.committed()).containsExactly("t1");
        ledger.append(IntStream.range(0, 6).mapToObj(LedgerTest::trial).toList());
        assertThat(trialIds()).containsExactly("t1", "t0", "t2", "t3", "t4", "t5");
        assertWhole();
    }

    private void publishAsAnotherDriver(int sequence, TrialRecord record) throws IOException {
        Map<String, String> footer = Map.of("batch", "other");
        tables().layers().publish(sequence, record.layers(), footer);
        tables().curves().publish(sequence, record.curve(), footer);
        tables().trials().publish(sequence, List.of(record.trial()), footer);
    }

    @RepeatedTest(5)
    void writesEveryTrialOnceWhenManyDriversTakeTurns() throws Exception {
        List<Callable<Boolean>> drivers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            drivers.add(this::appendAllOneByOne);
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (Future<Boolean> driver : threads.invokeAll(drivers)) {
            driver.get();
        }
        threads.shutdown();
        appendAllOneByOne();
        assertThat(trialIds()).containsExactlyInAnyOrder("t0", "t1", "t2", "t3", "t4", "t5");
        assertThat(tables().plan().rows()).containsExactlyInAnyOrderElementsOf(PLAN);
        assertWhole();
    }

    private boolean appendAllOneByOne() throws IOException {
        try {
            Ledger ledger = open();
            for (int i = 0; i < 6; i++) {
                ledger.append(List.of(trial(i)));
            }
            return true;
        } catch (LostLeaseException e) {
            return false;
        }
    }

    @Test
    void opensFailedTrialsAgainAndNeverShowsTwoRowsOfOne() throws IOException {
        Ledger ledger = open();
        ledger.append(List.of(trial(0), trial(2)));
        ledger.append(List.of(trial(5)));
        assertThat(ledger.reopen(Set.of(TrialRow.State.FAILED))).isZero();
        assertThat(ledger.reopen(Set.of(TrialRow.State.DIVERGED))).isEqualTo(2);
        assertThat(trialIds()).containsExactly("t0");
        Ledger next = open();
        assertThat(next.committed()).containsExactly("t0");
        next.append(IntStream.range(0, 6).mapToObj(LedgerTest::trial).toList());
        assertThat(trialIds()).containsExactlyInAnyOrder("t0", "t1", "t2", "t3", "t4", "t5");
        assertWhole();
    }

    @Test
    void losesNothingWhenTheDiskIsFull() throws IOException {
        Configuration small = Configuration.unix().toBuilder()
                .setMaxSize(48 * 1024)
                .setBlockSize(512)
                .build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            Path out = disk.getPath("/out");
            Ledger ledger = Ledger.open(LocalStorage.at(out), SWEEP);
            ledger.plan(plan(100));
            int committed = appendUntilFull(ledger);
            assertThat(committed).isBetween(1, 99);
            copy(out, out());
        }
        Ledger reopened = Ledger.open(LocalStorage.at(out()), SWEEP);
        assertThat(trialIds()).containsExactlyElementsOf(reopened.committed()).isNotEmpty();
        for (int i = 0; i < 100; i++) {
            reopened.append(List.of(trial(i)));
        }
        assertThat(trialIds()).hasSize(100);
        assertWhole();
    }

    private static int appendUntilFull(Ledger ledger) throws IOException {
        for (int i = 0; i < 100; i++) {
            List<TrialRecord> batch = List.of(trial(i));
            try {
                ledger.append(batch);
            } catch (StoreException e) {
                assertThat(e)
                        .hasMessageStartingWith("Cannot write /out/_staging/")
                        .hasMessageEndingWith("disk space");
                assertThat(ledger.committed()).hasSize(i);
                return i;
            }
        }
        return 100;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                Files.createDirectories(target.getParent());
                if (Files.isRegularFile(path)) {
                    Files.write(target, Files.readAllBytes(path));
                }
            }
        }
    }
}
