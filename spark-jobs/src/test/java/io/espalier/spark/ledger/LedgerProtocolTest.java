package io.espalier.spark.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.result.GridRow;
import io.espalier.result.LabelRow;
import io.espalier.result.MetricRow;
import io.espalier.result.TrialRow.Controls;
import io.espalier.result.TrialRow.Outcome;
import io.espalier.result.TrialRow.State;
import io.espalier.spark.ledger.Drivers.Turn;
import io.espalier.spark.table.RowsInMemory;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.Faults;
import io.espalier.storage.Faults.Fault;
import io.espalier.storage.Faults.Killed;
import io.espalier.storage.MemoryDisk;
import io.espalier.storage.MemoryStorage;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The {@linkplain LedgerLaws laws} of a ledger whose parts cost nothing to write: what it does with files is the same as in
 * Parquet. So every point at which two processes in a row can break is tried, and any number of sequences.
 */
class LedgerProtocolTest {
    private static final Controls NO_CONTROLS = new Controls(null, null, null, null);
    private static final List<GridRow> GRID = List.of(new GridRow("t0", 0, "{}", null, null, NO_CONTROLS));
    private static final List<LabelRow> LABELS = List.of(new LabelRow("d1", "{}", 0, "yes", 3, 1, 1));
    private static final List<MetricRow> METRICS = List.of(new MetricRow(
            "t0",
            "noise",
            "\"noise\"",
            new MetricRow.Found("test", "noise_error", 0.1, 0.2),
            new Outcome(State.COMPLETED, null, null)));

    private final LedgerLaws laws = new LedgerLaws(new RowsInMemory());

    @Provide
    Arbitrary<List<Turn>> sequences() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, Drivers.COUNT - 1),
                        Arbitraries.of(Drivers.Verb.class),
                        Arbitraries.integers().between(0, LedgerLaws.TRIALS - 1))
                .as(Turn::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    /** Drivers at work in each other's midst, with failures, lists that are late, and power cuts. */
    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    void holdInEverySequence(@ForAll("sequences") List<Turn> turns, @ForAll long luck) throws IOException {
        Drivers drivers = new Drivers(luck, turns);
        drivers.run();
        drivers.laws().assertHold(drivers.disk(), drivers.acknowledged(), turns + " with luck " + luck);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "NO", mode = EnumSource.Mode.EXCLUDE)
    void holdWhereverTwoDriversInARowBreak(Fault fault) throws IOException {
        int operations = laws.operations();
        for (int first = 0; first < operations; first++) {
            for (int second = 0; second < operations; second++) {
                MemoryDisk disk = laws.begun();
                Set<String> acknowledged = new HashSet<>();
                laws.driveToSomeEnd(MemoryStorage.of(disk, Faults.at(first, fault)), acknowledged);
                disk.cutPower();
                laws.driveToSomeEnd(MemoryStorage.of(disk, Faults.at(second, fault)), acknowledged);
                disk.cutPower();
                laws.assertHold(disk, acknowledged, fault + " at operations " + first + " and " + second);
            }
        }
    }

    /** Everything that a ledger does. */
    private void all(Storage out) throws IOException {
        Ledger ledger = laws.open(out, LedgerLaws.AFTER);
        ledger.plan(LedgerLaws.PLAN);
        ledger.present(GRID);
        ledger.describe(List.of(), LABELS);
        ledger.append(LedgerLaws.RECORDS);
        ledger.enter(METRICS);
        ledger.reopen(LedgerLaws.FAILED);
        ledger.append(LedgerLaws.RECORDS);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "NO", mode = EnumSource.Mode.EXCLUDE)
    void entersEverythingOnceWhereverItBreaks(Fault fault) throws IOException {
        for (int operation = 0; isReached(operation, fault); operation++) {
            MemoryDisk disk = laws.begun();
            breakAt(disk, operation, fault);
            disk.cutPower();
            Storage out = MemoryStorage.of(disk, Faults.NONE);
            all(out);
            SweepTables tables = laws.tables(out);
            String where = fault + " at operation " + operation;
            assertThat(tables.grid().parts().get(tables.grid().parts().lastKey()).rows().stream()
                            .map(row -> row.in(0)))
                    .as(where)
                    .isEqualTo(GRID);
            assertThat(tables.labels().rows()).as(where).isEqualTo(LABELS);
            assertThat(tables.metrics().rows()).as(where).isEqualTo(METRICS);
            assertThat(Verification.of(out, tables, Optional.empty()).holds())
                    .as(where)
                    .isTrue();
            laws.assertHold(disk, Set.of("t0", "t1", "t2", "t3"), where);
        }
    }

    private boolean isReached(int operation, Fault fault) throws IOException {
        int[] count = {0};
        all(MemoryStorage.of(laws.begun(), verb -> {
            count[0]++;
            return Fault.NO;
        }));
        return operation < count[0];
    }

    private void breakAt(MemoryDisk disk, int operation, Fault fault) {
        try {
            all(MemoryStorage.of(disk, Faults.at(operation, fault)));
        } catch (Killed | IOException e) {
            // The next driver goes on.
        }
    }
}
