package io.espalier.spark.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.result.LayerRow;
import io.espalier.result.PlanRow;
import io.espalier.result.TrialRecord;
import io.espalier.result.TrialRecords;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.Faults;
import io.espalier.storage.Faults.Fault;
import io.espalier.storage.Faults.Killed;
import io.espalier.storage.MemoryDisk;
import io.espalier.storage.MemoryStorage;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a ledger keeps on a storage that fails: every planned trial gets one row, nothing that was acknowledged is lost, of two
 * drivers one goes on. Each point of a short sweep at which something can go wrong is tried, and then many sweeps in which
 * much does.
 */
class LedgerLawsTest {
    private static final SweepDescription BEFORE = SweepDescription.of("laws", "0.1.0", "seeds: [1]\n", Map.of());
    private static final SweepDescription AFTER = SweepDescription.of("laws", "0.1.0", "seeds: [1, 2]\n", Map.of());
    private static final int TRIALS = 4;
    private static final List<PlanRow> PLAN = IntStream.range(0, TRIALS)
            .mapToObj(i -> TrialRecords.planned("t" + i))
            .toList();
    private static final int SEQUENCES = 100;

    private static TrialRecord trial(int i) {
        return i % 3 == 2 ? TrialRecords.failed("t" + i) : TrialRecords.completed("t" + i);
    }

    /** Runs what is missing of the sweep; adds what is acknowledged as it is. */
    private static void drive(Storage out, Set<String> acknowledged) throws IOException {
        Ledger ledger = Ledger.open(out, AFTER);
        ledger.plan(PLAN);
        for (List<Integer> batch : List.of(List.of(0, 1), List.of(2), List.of(1, 3))) {
            List<TrialRecord> records =
                    batch.stream().map(LedgerLawsTest::trial).toList();
            append(ledger, records);
            records.forEach(record -> acknowledged.add(TrialBatches.id(record)));
        }
    }

    /** Twice where it fails, as a sweep does. */
    private static void append(Ledger ledger, List<TrialRecord> records) throws IOException {
        try {
            ledger.append(records);
        } catch (LostLeaseException e) {
            throw e;
        } catch (StoreException e) {
            ledger.append(records);
        }
    }

    /** The same, of which only what a user would see is an end. */
    private static void driveToSomeEnd(Storage out, Set<String> acknowledged) {
        try {
            drive(out, acknowledged);
        } catch (Killed | IOException e) {
            // The next driver goes on.
        }
    }

    private static MemoryDisk begun() throws IOException {
        MemoryDisk disk = new MemoryDisk();
        Ledger.open(MemoryStorage.of(disk, Faults.NONE), BEFORE);
        return disk;
    }

    private static void assertLawful(MemoryDisk disk, Set<String> acknowledged, String where) throws IOException {
        Storage out = MemoryStorage.of(disk, Faults.NONE);
        assertThat(SweepDescription.in(out)).as(where).get().isIn(BEFORE, AFTER);
        Set<String> committed = Ledger.open(out, AFTER).committed();
        assertThat(committed).as(where).containsAll(acknowledged);
        disk.showAll();
        assertThat(rows(out)).as(where).containsAll(acknowledged).doesNotHaveDuplicates();
        drive(out, new HashSet<>());
        disk.showAll();
        assertThat(rows(out)).as(where).containsExactlyInAnyOrder("t0", "t1", "t2", "t3");
        assertThat(SweepTables.in(out).layers().rows().stream().map(LayerRow::trialId))
                .as(where)
                .containsExactlyInAnyOrder("t0", "t0", "t1", "t1", "t3", "t3");
        assertThat(SweepTables.in(out).plan().rows()).as(where).containsExactlyInAnyOrderElementsOf(PLAN);
        assertThat(SweepDescription.in(out)).as(where).hasValue(AFTER);
        assertThat(Verification.of(out, Optional.empty()).checks())
                .allSatisfy(check -> assertThat(check.problems()).as(where).isEmpty());
    }

    private static List<String> rows(Storage out) throws IOException {
        return SweepTables.in(out).trials().rows().stream()
                .map(row -> row.identity().trialId())
                .toList();
    }

    private static int operations() throws IOException {
        int[] count = {0};
        drive(
                MemoryStorage.of(begun(), verb -> {
                    count[0]++;
                    return Fault.NO;
                }),
                new HashSet<>());
        return count[0];
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "NO", mode = EnumSource.Mode.EXCLUDE)
    void holdWhateverGoesWrongAtAnyPoint(Fault fault) throws IOException {
        int operations = operations();
        assertThat(operations).isGreaterThan(40);
        for (int i = 0; i < operations; i++) {
            MemoryDisk disk = begun();
            Set<String> acknowledged = new HashSet<>();
            driveToSomeEnd(MemoryStorage.of(disk, Faults.at(i, fault)), acknowledged);
            disk.cutPower();
            assertLawful(disk, acknowledged, fault + " at operation " + i);
        }
    }

    @Test
    void holdWhereverAnotherDriverTakesOver() throws IOException {
        int operations = operations();
        for (int i = 0; i < operations; i++) {
            MemoryDisk disk = begun();
            Set<String> acknowledged = new HashSet<>();
            int[] left = {i};
            Faults meanwhile = verb -> {
                if (left[0]-- == 0) {
                    driveToSomeEnd(MemoryStorage.of(disk, Faults.NONE), acknowledged);
                }
                return Fault.NO;
            };
            driveToSomeEnd(MemoryStorage.of(disk, meanwhile), acknowledged);
            assertThat(acknowledged).as("taken over at operation " + i).hasSize(TRIALS);
            assertLawful(disk, acknowledged, "taken over at operation " + i);
        }
    }

    /** With lists that are late, and luck that decides what a power cut leaves of what is not synced. */
    @Test
    @Tag("slow")
    void holdInManySweepsInWhichMuchGoesWrong() throws IOException {
        for (int seed = 0; seed < SEQUENCES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            MemoryDisk disk = new MemoryDisk(random::nextInt, random.nextInt(60));
            Set<String> acknowledged = new HashSet<>();
            List<Storage> drivers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                drivers.add(MemoryStorage.of(disk, sometimes(random.split())));
            }
            for (Storage driver : drivers) {
                driveToSomeEnd(driver, acknowledged);
                if (random.nextInt(4) == 0) {
                    disk.cutPower();
                }
            }
            if (acknowledged.isEmpty()) {
                driveToSomeEnd(MemoryStorage.of(disk, Faults.NONE), acknowledged);
            }
            assertLawful(disk, acknowledged, "seed " + seed);
        }
    }

    private static Faults sometimes(SplittableRandom random) {
        boolean[] dead = {false};
        return verb -> {
            Fault fault = random.nextInt(60) == 0 ? Fault.values()[1 + random.nextInt(4)] : Fault.NO;
            Fault now = dead[0] ? Fault.KILLED_BEFORE : fault;
            dead[0] |= fault == Fault.KILLED_BEFORE || fault == Fault.KILLED_AFTER;
            return now;
        };
    }
}
