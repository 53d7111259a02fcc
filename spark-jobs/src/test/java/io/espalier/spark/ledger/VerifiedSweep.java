package io.espalier.spark.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.result.TrialRecords;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.ContentStore;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A small sweep that is whole, with its store. */
abstract class VerifiedSweep {
    @TempDir
    Path out;

    SweepTables tables;
    ContentStore store;

    @BeforeEach
    void writeAWholeSweep() throws IOException {
        tables = SweepTables.in(LocalStorage.at(out));
        Ledger ledger = Ledger.open(LocalStorage.at(out), SweepDescription.of("s", "0.1.0", "", Map.of()));
        ledger.plan(Stream.of("a", "b", "c").map(TrialRecords::planned).toList());
        ledger.append(List.of(TrialRecords.completed("a"), TrialRecords.failed("b")));
        ledger.append(List.of(TrialRecords.completed("c")));
        store = ContentStore.open(LocalStorage.at(out.resolve("store")));
        store.publish("snapshots", "aa11", new byte[] {1});
        store.publish("snapshots", "bb22", new byte[] {2});
    }

    Verification verify() throws IOException {
        return Verification.of(LocalStorage.at(out), Optional.of(LocalStorage.at(out.resolve("store"))));
    }

    void repair() throws IOException {
        Repair.of(LocalStorage.at(out), Optional.of(LocalStorage.at(out.resolve("store"))));
    }

    List<String> problems() throws IOException {
        Verification verification = verify();
        List<String> problems = verification.checks().stream()
                .flatMap(check -> check.problems().stream())
                .toList();
        assertThat(verification.holds()).isEqualTo(problems.isEmpty());
        return problems;
    }

    Path part(String table, int sequence) {
        return out.resolve("tables/%s/part-%06d.parquet".formatted(table, sequence));
    }

    void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }
}
