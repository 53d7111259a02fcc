package io.espalier.spark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.result.TrialRecords;
import io.espalier.spark.ledger.Ledger;
import io.espalier.spark.ledger.SweepDescription;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundTrialTest {
    @TempDir
    private Path out;

    @BeforeEach
    void bookTrialsInSeveralParts() throws IOException {
        Ledger ledger = Ledger.open(LocalStorage.at(out), SweepDescription.of("s", "0.1.0", "", Map.of()));
        ledger.plan(
                Stream.of("abc1", "abc2", "abd", "r").map(TrialRecords::planned).toList());
        ledger.append(List.of(TrialRecords.completed("abc1"), TrialRecords.failed("abc2")));
        ledger.append(List.of(TrialRecords.completed("r")));
    }

    @Test
    void findsATrialByTheBeginningOfItsId() throws IOException {
        FoundTrial found = FoundTrial.in(LocalStorage.at(out), "abc1");
        assertThat(found.plan()).isEqualTo(TrialRecords.planned("abc1"));
        assertThat(found.record()).isEqualTo(TrialRecords.completed("abc1"));
        assertThat(FoundTrial.in(LocalStorage.at(out), "abd").plan().trialId()).isEqualTo("abd");
    }

    @Test
    void findsTheSiblingsThatHaveEnded() throws IOException {
        assertThat(FoundTrial.in(LocalStorage.at(out), "abc1").siblings())
                .isEqualTo(Map.of("random-mask", TrialRecords.completed("r").trial()));
    }

    @Test
    void knowsThatATrialHasNotEnded() throws IOException {
        assertThat(FoundTrial.in(LocalStorage.at(out), "abd").record()).isNull();
    }

    @Test
    void refusesABeginningThatSeveralShare() {
        assertThatThrownBy(() -> FoundTrial.in(LocalStorage.at(out), "ab"))
                .hasMessage("Invalid TRIAL: ab (must name one trial; 3 ids begin with it: abc1, abc2, abd)");
    }

    @Test
    void refusesAnUnknownIdWithTheNearest() {
        assertThatThrownBy(() -> FoundTrial.in(LocalStorage.at(out), "abcx"))
                .hasMessage("Invalid TRIAL: abcx (must be a trial id or its first digits; the nearest: "
                        + "abc1, abc2, abd, r)");
    }

    @Test
    void refusesAFolderWithoutASweep() {
        Path empty = out.resolve("empty");
        assertThatThrownBy(() -> FoundTrial.in(LocalStorage.at(empty), "a"))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot show " + empty + ": it holds no sweep (no sweep.json)");
    }

    @Test
    void showsWhatFailedAndWhatHasNotEnded() throws IOException {
        Lineage none = new Lineage(List.of());
        assertThat(TrialText.render(FoundTrial.in(LocalStorage.at(out), "abc2"), none, "no lineage"))
                .contains("outcome  DIVERGED, NON_FINITE_LOSS: Loss is \"NaN\" in epoch 3,")
                .contains("\nprovenance\n")
                .doesNotContain("\nquality\n")
                .endsWith("\nlineage\n  no lineage\n");
        assertThat(TrialText.render(FoundTrial.in(LocalStorage.at(out), "abd"), none, "no lineage"))
                .contains("outcome  not finished yet\n")
                .doesNotContain("provenance");
    }

    @Test
    void showsEveryColumnOfATrial() throws IOException {
        String text = TrialText.render(FoundTrial.in(LocalStorage.at(out), "abc1"), new Lineage(List.of()), "none");
        assertThat(text.lines().map(String::strip))
                .contains("role     candidate, after round 3, seed " + Long.MAX_VALUE + ", sweep quickstart")
                .anyMatch(line -> line.matches("random-mask +r +COMPLETED +5.00 +6.00"))
                .anyMatch(line -> line.matches("validation_error % +5.00"))
                .anyMatch(line -> line.matches("nonzero_macs +675"))
                .anyMatch(line -> line.matches("1 +fc2 +Gemm +32x64 +2,048 +205 +32 +30 +2,048 +205"))
                .anyMatch(line -> line.startsWith("validation error  █▁  0.1000 to 0.05000"));
    }
}
