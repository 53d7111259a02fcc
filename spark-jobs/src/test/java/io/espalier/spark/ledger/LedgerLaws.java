package io.espalier.spark.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.result.LayerRow;
import io.espalier.result.PlanRow;
import io.espalier.result.TrialRecord;
import io.espalier.result.TrialRecords;
import io.espalier.result.TrialRow;
import io.espalier.spark.table.PartFormat;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.Faults;
import io.espalier.storage.Faults.Fault;
import io.espalier.storage.Faults.Killed;
import io.espalier.storage.MemoryDisk;
import io.espalier.storage.MemoryStorage;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A short sweep, and what must hold of its ledger whatever goes wrong: every planned trial gets one row, nothing that was
 * acknowledged is lost, of two drivers one goes on.
 */
record LedgerLaws(PartFormat format) {
    static final SweepDescription BEFORE = SweepDescription.of("laws", "0.1.0", "seeds: [1]\n", Map.of());
    static final SweepDescription AFTER = SweepDescription.of("laws", "0.1.0", "seeds: [1, 2]\n", Map.of());
    static final int TRIALS = 4;
    private static final List<String> IDS =
            IntStream.range(0, TRIALS).mapToObj(i -> "t" + i).toList();
    static final List<PlanRow> PLAN = IDS.stream().map(TrialRecords::planned).toList();

    /** Every third failed. */
    static final List<TrialRecord> RECORDS = IntStream.range(0, TRIALS)
            .mapToObj(i -> i % 3 == 2 ? TrialRecords.failed("t" + i) : TrialRecords.completed("t" + i))
            .toList();

    /** Those that fail. */
    static final Set<String> FAILING = Set.of("t2");

    /** How they end. */
    static final Set<TrialRow.State> FAILED = Set.of(TrialRow.State.DIVERGED);

    private static final List<List<Integer>> BATCHES = List.of(List.of(0, 1), List.of(2), List.of(1, 3));

    SweepTables tables(Storage out) {
        return SweepTables.in(out, format);
    }

    Ledger open(Storage out, SweepDescription sweep) throws IOException {
        return Ledger.open(out, tables(out), sweep);
    }

    /** Runs what is missing of the sweep; adds what is acknowledged as it is. */
    void drive(Storage out, Set<String> acknowledged) throws IOException {
        Ledger ledger = open(out, AFTER);
        ledger.plan(PLAN);
        for (List<Integer> batch : BATCHES) {
            append(ledger, batch.stream().map(RECORDS::get).toList(), acknowledged);
        }
    }

    /** Twice where it fails, as a sweep does. */
    static void append(Ledger ledger, List<TrialRecord> records, Set<String> acknowledged) throws IOException {
        try {
            ledger.append(records);
        } catch (LostLeaseException e) {
            throw e;
        } catch (StoreException e) {
            ledger.append(records);
        }
        records.forEach(record -> acknowledged.add(TrialBatches.id(record)));
    }

    /** The same as {@link #drive}, of which only what a user would see is an end. */
    void driveToSomeEnd(Storage out, Set<String> acknowledged) {
        try {
            drive(out, acknowledged);
        } catch (Killed | IOException e) {
            // The next driver goes on.
        }
    }

    /** A folder in which the sweep was opened before its file was edited. */
    MemoryDisk begun() throws IOException {
        MemoryDisk disk = new MemoryDisk();
        open(MemoryStorage.of(disk, Faults.NONE), BEFORE);
        return disk;
    }

    /** How many operations of the storage the sweep takes. */
    int operations() throws IOException {
        int[] count = {0};
        drive(
                MemoryStorage.of(begun(), verb -> {
                    count[0]++;
                    return Fault.NO;
                }),
                new HashSet<>());
        return count[0];
    }

    /** Now, and after the next driver has done what is left. */
    void assertHold(MemoryDisk disk, Set<String> acknowledged, String where) throws IOException {
        Storage out = MemoryStorage.of(disk, Faults.NONE);
        Optional<SweepDescription> described = SweepDescription.in(out);
        assertThat(described.equals(Optional.of(BEFORE)) || described.equals(Optional.of(AFTER)))
                .as(where)
                .isTrue();
        Set<String> committed = open(out, AFTER).committed();
        assertThat(committed).as(where).containsAll(acknowledged);
        disk.showAll();
        assertThat(rows(out)).as(where).containsAll(acknowledged).doesNotHaveDuplicates();
        drive(out, new HashSet<>());
        disk.showAll();
        assertWhole(out, where);
    }

    private void assertWhole(Storage out, String where) throws IOException {
        SweepTables tables = tables(out);
        assertThat(rows(out)).as(where).containsExactlyInAnyOrderElementsOf(IDS);
        assertThat(tables.layers().rows().stream().map(LayerRow::trialId))
                .as(where)
                .containsExactlyInAnyOrder("t0", "t0", "t1", "t1", "t3", "t3");
        assertThat(tables.plan().rows()).as(where).containsExactlyInAnyOrderElementsOf(PLAN);
        assertThat(SweepDescription.in(out)).as(where).hasValue(AFTER);
        assertThat(Verification.of(out, tables, Optional.empty()).checks().stream()
                        .flatMap(check -> check.problems().stream()))
                .as(where)
                .isEmpty();
    }

    private List<String> rows(Storage out) throws IOException {
        return tables(out).trials().rows().stream()
                .map(row -> row.identity().trialId())
                .toList();
    }
}
