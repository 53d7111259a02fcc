package io.espalier.spark.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.plan.tree.StepKey;
import io.espalier.result.Measurement;
import io.espalier.result.TrialRecords;
import io.espalier.result.TrialRow;
import io.espalier.run.store.StepStore;
import io.espalier.spark.ledger.Verification.Check;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is wrong with a sweep is found. */
class VerificationTest extends VerifiedSweep {
    @Test
    void countsWhatItHasChecked() throws IOException {
        assertThat(problems()).isEmpty();
        assertThat(verify().checks())
                .extracting(Check::finding)
                .containsExactly(
                        "sweep s, schema version 1",
                        "7 Parquet files, undamaged and with the columns of their table",
                        "3 planned trials, 3 distinct",
                        "3 rows of trials, 3 distinct",
                        "every planned trial has its row",
                        "every row is of a planned trial",
                        "1 descriptions of data, each with one content",
                        "sequence numbers without gaps",
                        "2 batches with their layers and curves",
                        "0 rows match the stored measurements, 2 not in the store",
                        "2 blobs in the store, 0 damaged",
                        "0 determinism violations");
    }

    @Test
    void findsTrialsWithoutARow() throws IOException {
        tables.plan()
                .publish(
                        1,
                        Stream.of("d", "e", "f", "g", "h", "i", "j")
                                .map(TrialRecords::planned)
                                .toList(),
                        Map.of());
        assertThat(problems()).containsExactly("Planned but without a row: d, e, f, g, h and 2 more");
    }

    @Test
    void findsTrialsThatAreThereTwiceOrWereNeverPlanned() throws IOException {
        tables.plan().publish(1, List.of(TrialRecords.planned("a")), Map.of());
        tables.layers().publish(2, List.of(), Map.of("batch", "x"));
        tables.curves().publish(2, List.of(), Map.of("batch", "x"));
        tables.trials()
                .publish(
                        2,
                        List.of(
                                TrialRecords.failed("b").trial(),
                                TrialRecords.failed("z").trial()),
                        Map.of("batch", "x"));
        assertThat(problems())
                .containsExactly(
                        "Trial a is planned 2 times", "Trial b is recorded 2 times", "Recorded but not planned: z");
    }

    @Test
    void findsAPartThatIsGone() throws IOException {
        Files.delete(part("trials", 0));
        assertThat(problems())
                .contains("Planned but without a row: a, b", "Table trials lacks part 0")
                .anyMatch(problem -> problem.startsWith(part("layers", 0) + " belongs to no committed batch"));
    }

    @Test
    void findsABatchWithoutItsLayersOrCurves() throws IOException {
        Files.delete(part("layers", 1));
        Files.delete(part("curves", 0));
        assertThat(problems())
                .containsExactly(
                        "Batch 0 lacks its part of curves",
                        "Batch 1 lacks its part of layers",
                        "Trial c has no layers in batch 1");
    }

    @Test
    void findsLayersOfAnotherBatch() throws IOException {
        Files.copy(part("layers", 0), part("layers", 1), StandardCopyOption.REPLACE_EXISTING);
        assertThat(problems())
                .containsExactly(
                        "Batch 1 lacks its part of layers",
                        "Trial c has no layers in batch 1",
                        "Trial a has layers or curves in batch 1, which does not commit it");
    }

    @Test
    void findsDamagedParquetFiles() throws IOException {
        flip(part("curves", 1), 60);
        assertThat(problems()).singleElement().satisfies(problem -> assertThat(problem)
                .startsWith("Cannot read " + part("curves", 1) + ": damaged ("));
    }

    @Test
    void findsDamagedBlobsAndDeterminismViolations() throws IOException {
        Path blob = out.resolve("store/snapshots/aa/aa11");
        flip(blob, 0);
        store.publish("snapshots", "bb22", new byte[] {3});
        assertThat(problems())
                .hasSize(2)
                .contains("Cannot read " + blob + ": damaged (SHA-256 differs)")
                .anyMatch(problem -> problem.startsWith("Determinism violation: ") && problem.contains("bb22"));
    }

    @Test
    void findsRowsThatAreNotWhatWasMeasured() throws IOException {
        Measurement measured = TrialRecords.completed("a").measurement();
        TrialRow.Quality quality = measured.quality();
        StepStore stepStore = new StepStore(store, StepStore.Access.REUSE);
        stepStore.put(new StepKey("ka"), measured);
        stepStore.put(new StepKey("kc"), TrialRecords.completed("c").measurement());
        assertThat(problems()).isEmpty();
        assertThat(verify().checks()).extracting(Check::finding).contains("2 rows match the stored measurements");

        List<TrialRow> altered = tables.trials().part(1).orElseThrow().rows().stream()
                .map(row -> new TrialRow(
                        row.identity(),
                        row.choices(),
                        row.controls(),
                        row.outcome(),
                        row.size(),
                        new TrialRow.Quality(
                                quality.validation(),
                                TrialRecords.scores("error", 0.01, "nll", 0.25, "ece", 0.02),
                                quality.lastValidation(),
                                quality.bestValidation(),
                                quality.bestEpoch(),
                                quality.stoppedEarly(),
                                quality.training(),
                                quality.removedSaliency()),
                        row.effort(),
                        row.provenance(),
                        row.setup()))
                .toList();
        tables.trials()
                .replace(1, altered, tables.trials().part(1).orElseThrow().footer());
        assertThat(problems())
                .containsExactly(
                        "Trial c differs from the stored measurement kc: quality.test_error is 0.01, not 0.06");
    }

    @Test
    void namesADamagedDescription() throws IOException {
        Path description = out.resolve("sweep.json");
        Files.writeString(description, "{");
        assertThat(problems()).singleElement().satisfies(problem -> assertThat(problem)
                .startsWith("Cannot read " + description + ": damaged (")
                .endsWith(": running the sweep again rewrites it"));
    }

    @Test
    void namesEveryDescriptionThatIsNone() throws IOException {
        Path description = out.resolve("sweep.json");
        String whole = Files.readString(description);
        for (String odd : List.of("null", "[]", "", "{}", "\"s\"")) {
            Files.writeString(description, odd);
            assertThat(problems()).as(odd).singleElement().satisfies(problem -> assertThat(problem)
                    .startsWith("Cannot read " + description + ": damaged ("));
            repair();
        }
        Files.delete(description);
        Files.createFile(Files.createDirectory(description).resolve("within"));
        assertThat(problems()).singleElement().satisfies(problem -> assertThat(problem)
                .startsWith("Cannot read " + description + ": damaged (it is a folder)"));
        Ledger.open(LocalStorage.at(out), SweepDescription.of("quickstart", "0.1.0", "", Map.of()));
        assertThat(problems()).isEmpty();
        Files.writeString(description, whole.replace("\"schema_version\" : 1", "\"schema_version\" : 99"));
        assertThat(problems())
                .containsExactly("Cannot read " + description + ": schema version 99 (this build reads 1)");
    }

    @Test
    void namesObjectivesThatNobodyKnows() throws IOException {
        Map<String, String> objectives =
                Map.of("validation_error", "min", "bytes", "down", "tezt_error", "min", "criterion", "max");
        Path description = out.resolve("sweep.json");
        Files.write(
                description, SweepDescription.of("s", "0.1.0", "", objectives).toJson());
        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "Invalid objectives.bytes in " + description + ": down (must be min or max)",
                        "Invalid objectives.tezt_error in " + description
                                + ": unknown column (must be a numeric column of trials, or of a metric)",
                        "Invalid objectives.criterion in " + description
                                + ": unknown column (must be a numeric column of trials, or of a metric)");
    }

    @Test
    void doesNotLetAnotherSweepTakeAFolderOverWhoseDescriptionIsGone() throws IOException {
        Files.delete(out.resolve("sweep.json"));
        SweepDescription other = SweepDescription.of("other", "0.1.0", "", Map.of());
        assertThatThrownBy(() -> Ledger.open(LocalStorage.at(out), other))
                .hasMessageContaining("it holds sweep quickstart (not other)");
        Ledger.open(LocalStorage.at(out), SweepDescription.of("quickstart", "0.1.0", "", Map.of()));
        assertThat(problems()).isEmpty();
    }

    @Test
    void refusesAFolderWithoutASweep() {
        assertThatThrownBy(() -> Verification.of(LocalStorage.at(out.resolve("elsewhere")), Optional.empty()))
                .hasMessage("Cannot verify " + out.resolve("elsewhere") + ": it holds no sweep (no sweep.json)");
    }
}
