package io.espalier.spark.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.espalier.binding.InvalidValueException;
import io.espalier.result.TrialRecord;
import io.espalier.result.TrialRow;
import io.espalier.storage.LocalStorage;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a ledger keeps for its one driver. */
class LedgerTest extends LedgerFolder {
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
