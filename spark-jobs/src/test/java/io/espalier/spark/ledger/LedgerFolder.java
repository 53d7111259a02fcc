package io.espalier.spark.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.result.LayerRow;
import io.espalier.result.PlanRow;
import io.espalier.result.TrialRecord;
import io.espalier.result.TrialRecords;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** A folder in which a ledger is opened, and what lies in it. */
abstract class LedgerFolder {
    static final SweepDescription SWEEP =
            SweepDescription.of("quickstart", "0.1.0", "name: quickstart\n", Map.of("validation_error", "min"));
    static final List<PlanRow> PLAN = plan(6);

    @TempDir
    Path folder;

    static List<PlanRow> plan(int trials) {
        return IntStream.range(0, trials)
                .mapToObj(i -> TrialRecords.planned("t" + i))
                .toList();
    }

    static TrialRecord trial(int i) {
        return i % 3 == 2 ? TrialRecords.failed("t" + i) : TrialRecords.completed("t" + i);
    }

    Path out() {
        return folder.resolve("deep/out");
    }

    Ledger open() throws IOException {
        Ledger ledger = Ledger.open(LocalStorage.at(out()), SWEEP);
        ledger.plan(PLAN);
        return ledger;
    }

    SweepTables tables() {
        return SweepTables.in(LocalStorage.at(out()));
    }

    List<String> trialIds() throws IOException {
        return tables().trials().rows().stream()
                .map(row -> row.identity().trialId())
                .toList();
    }

    List<String> layerIds() throws IOException {
        return tables().layers().rows().stream().map(LayerRow::trialId).toList();
    }

    void assertWhole() throws IOException {
        assertThat(Verification.of(LocalStorage.at(out()), Optional.empty()).checks())
                .allSatisfy(check -> assertThat(check.problems()).isEmpty());
    }
}
