package io.espalier.spark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.InvalidValueException;
import io.espalier.pareto.Objective;
import io.espalier.pareto.TrialResult;
import io.espalier.result.TrialRow.State;
import io.espalier.storage.LocalStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialReaderTest {
    private static final List<Objective> OBJECTIVES = Objective.parseAll("validation_error:min,bytes:min");

    @TempDir
    private Path out;

    @Test
    void readsAllFilesAndKeepsControlsApart() throws Exception {
        try (TrialsFixture trials = TrialsFixture.in(out)) {
            trials.candidate("magnitude", 0.5, 1_000, 0.1, 0.2).write();
            trials.candidate("snip", 0.5, 2_000, 0.3).write();
        }
        SweepTrials read = TrialReader.read(LocalStorage.at(out), OBJECTIVES);
        assertThat(read.grid())
                .extracting(TrialResult::trialId)
                .containsExactly("magnitude0.5-1", "magnitude0.5-2", "snip0.5-1");
        assertThat(read.controls()).hasSize(3).allSatisfy(control -> assertThat(control.axes())
                .containsEntry("control", "random-mask"));
    }

    @Test
    void groupsTrialsThatDifferOnlyInTheSeed() throws Exception {
        try (TrialsFixture trials = TrialsFixture.in(out)) {
            trials.candidate("magnitude", 0.5, 1_000, 0.1, 0.2)
                    .candidate("magnitude", 0.9, 500, 0.3)
                    .write();
        }
        List<TrialResult> grid =
                TrialReader.read(LocalStorage.at(out), OBJECTIVES).grid();
        assertThat(grid.get(0).candidate())
                .isEqualTo(grid.get(1).candidate())
                .isNotEqualTo(grid.get(2).candidate());
        assertThat(grid.get(0).axes()).isEqualTo(Map.of("criterion", "magnitude", "sparsity", 0.5));
    }

    @Test
    void tellsRoundsApart() throws Exception {
        try (TrialsFixture trials = TrialsFixture.in(out)) {
            trials.candidate("magnitude", 0.5, 1_000, 0.1);
            trials.execute("INSERT INTO trials SELECT * REPLACE ('second' AS trial_id, 2 AS round,"
                    + " replace(recipe, ']}', ',\"train\"]}') AS recipe) FROM trials"
                    + " WHERE control IS NULL");
            trials.write();
        }
        List<TrialResult> grid =
                TrialReader.read(LocalStorage.at(out), OBJECTIVES).grid();
        assertThat(grid).extracting(TrialResult::candidate).doesNotHaveDuplicates();
        assertThat(grid.get(1).axes()).containsEntry("round", 2);
    }

    @Test
    void joinsTheValidationErrorOfCompletedControls() throws Exception {
        try (TrialsFixture trials = TrialsFixture.in(out)) {
            trials.candidate("magnitude", 0.5, 1_000, 0.25, 0.25);
            trials.execute("UPDATE trials SET state = 'FAILED' WHERE trial_id = 'magnitude0.5-2-random'");
            trials.write();
        }
        assertThat(TrialReader.read(LocalStorage.at(out), OBJECTIVES).grid())
                .extracting(trial -> trial.controls().containsKey("random-mask")
                        ? trial.controls().get("random-mask").error()
                        : null)
                .containsExactly(0.25 + 0.2 + 0.01, null);
    }

    @Test
    void leavesOutWhatIsNullOrNotFinite() throws Exception {
        try (TrialsFixture trials = TrialsFixture.in(out)) {
            trials.candidate("magnitude", 0.5, 1_000, Double.NaN)
                    .lost("magnitude", 0.5, 2, "DIVERGED")
                    .write();
        }
        List<TrialResult> grid =
                TrialReader.read(LocalStorage.at(out), OBJECTIVES).grid();
        assertThat(grid).extracting(TrialResult::values).containsExactly(Map.of("bytes", 1_000.0), Map.of());
        assertThat(grid).extracting(TrialResult::state).containsExactly(State.COMPLETED, State.DIVERGED);
    }

    @Test
    void readsFromAFolderWithAQuoteInItsName() throws Exception {
        Path folder = Files.createDirectory(out.resolve("it's"));
        try (TrialsFixture trials = TrialsFixture.in(out)) {
            trials.candidate("magnitude", 0.5, 1_000, 0.1).write();
        }
        Files.move(out.resolve("tables"), folder.resolve("tables"));
        assertThat(TrialReader.read(LocalStorage.at(folder), OBJECTIVES).grid()).hasSize(1);
    }

    @Test
    void suggestsTheColumnThatWasMeant() throws Exception {
        try (TrialsFixture trials = TrialsFixture.in(out)) {
            trials.candidate("magnitude", 0.5, 1_000, 0.1).write();
        }
        assertThatThrownBy(() -> TrialReader.read(LocalStorage.at(out), Objective.parseAll("validation_eror:min")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("Invalid objective: validation_eror (must be a numeric column of the trials table;"
                        + " did you mean validation_error? Available: validation_error, bytes, macs, round, seed)");
    }

    @Test
    void refusesToChooseByTestError() throws Exception {
        try (TrialsFixture trials = TrialsFixture.in(out)) {
            trials.candidate("magnitude", 0.5, 1_000, 0.1).write();
        }
        assertThatThrownBy(() -> TrialReader.read(LocalStorage.at(out), Objective.parseAll("test_error:min")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("Invalid objective: test_error (must not be a test column: those are for reporting only)");
    }

    @Test
    void saysWhereItFoundNoTable() {
        assertThatThrownBy(() -> TrialReader.read(LocalStorage.at(out), OBJECTIVES))
                .isInstanceOf(ReportException.class)
                .hasMessage("Cannot read trials: no Parquet file in " + out.resolve("tables/trials"));
    }

    @Test
    void saysWhenAFileIsNotParquet() throws Exception {
        Files.createDirectories(out.resolve("tables/trials"));
        Files.writeString(out.resolve("tables/trials/0.parquet"), "not a table");
        assertThatThrownBy(() -> TrialReader.read(LocalStorage.at(out), OBJECTIVES))
                .isInstanceOf(ReportException.class)
                .hasMessageStartingWith("Cannot read trials: ");
    }
}
