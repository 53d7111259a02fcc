package io.espalier.spark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.pareto.Candidate;
import io.espalier.storage.LocalStorage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChosenTrialTest {
    @TempDir
    private Path out;

    @BeforeEach
    void write() throws Exception {
        try (TrialsFixture trials = TrialsFixture.in(out)) {
            trials.candidate("magnitude", 0.5, 4_000, 0.10, 0.11, 0.12)
                    .candidate("snip", 0.5, 3_000, 0.11, 0.10, 0.13)
                    .candidate("random", 0.5, 2_000, 0.60, 0.63, 0.61)
                    .write();
        }
    }

    @Test
    void saysWhatItIsNotToldFrom() {
        ChosenTrial best = ChosenTrial.in(LocalStorage.at(out), "validation_error", List.of());
        assertThat(best.trialId()).isEqualTo("magnitude0.5-1");
        assertThat(best.contenders().others())
                .extracting(Candidate::label)
                .containsExactly("criterion=snip sparsity=0.5");
        assertThat(best.text())
                .startsWith("trial magnitude0.5-1, seed 1  candidate criterion=magnitude sparsity=0.5")
                .contains(
                        "1 of the other 5 that meet the conditions cannot be distinguished from it in validation_error")
                .endsWith(
                        "  candidate criterion=snip sparsity=0.5\n"
                                + "the smallest of all that cannot be distinguished: candidate criterion=snip sparsity=0.5, 3,000 bytes\n");
        assertThat(best.json().at("/smallest_not_distinguished/bytes").asDouble())
                .isEqualTo(3_000);
    }

    @Test
    void saysWhichColumnWasMeant() {
        assertThatThrownBy(() -> ChosenTrial.in(LocalStorage.at(out), "validation_error", List.of("byts < 1")))
                .hasMessageContaining("there is no column byts; did you mean bytes?");
        assertThatThrownBy(() -> ChosenTrial.in(LocalStorage.at(out), "validation_error", List.of("test_error < 1")))
                .hasMessageContaining("test columns excluded; there is no column test_error");
    }

    @Test
    void isAControlWhereThatIsTheBestWithinTheBudget() throws Exception {
        try (TrialsFixture trials = TrialsFixture.in(out.resolve("small"))) {
            trials.candidate("magnitude", 0.5, 4_000, 0.10, 0.12);
            trials.execute("UPDATE trials SET bytes = 1000 WHERE control IS NOT NULL");
            trials.write();
        }
        ChosenTrial best =
                ChosenTrial.in(LocalStorage.at(out.resolve("small")), "validation_error", List.of("bytes <= 2000"));
        assertThat(best.trialId()).isEqualTo("magnitude0.5-1-random");
        assertThat(best.text())
                .startsWith("trial magnitude0.5-1-random, seed 1  random-mask criterion=magnitude sparsity=0.5")
                .doesNotContain("cannot be distinguished");
        assertThat(ChosenTrial.in(LocalStorage.at(out.resolve("small")), "validation_error", List.of("control IS NULL"))
                        .trialId())
                .isEqualTo("magnitude0.5-1");
    }

    @Test
    void hasNoContenderThatDoesNotFit() throws Exception {
        ChosenTrial best =
                ChosenTrial.in(LocalStorage.at(out), "validation_error", List.of("bytes < 2500", "control IS NULL"));
        assertThat(best.trialId()).isEqualTo("random0.5-1");
        assertThat(best.contenders().compared()).isZero();
    }
}
