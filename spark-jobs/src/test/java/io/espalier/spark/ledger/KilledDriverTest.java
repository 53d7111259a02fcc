package io.espalier.spark.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.result.PlanRow;
import io.espalier.result.TrialRecord;
import io.espalier.result.TrialRecords;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.LocalStorage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledDriverTest {
    private static final int TRIALS = 400;
    private static final int KILLS = 3;

    @TempDir
    private Path out;

    /** A driver in a process of its own: appends trial by trial and says which it has committed. */
    static final class Driver {
        public static void main(String[] arguments) throws IOException {
            Ledger ledger = open(Path.of(arguments[0]));
            for (int i = 0; i < TRIALS; i++) {
                if (ledger.append(List.of(trial(i))) > 0) {
                    System.out.println("t" + i);
                    System.out.flush();
                }
            }
        }
    }

    private static Ledger open(Path out) throws IOException {
        List<PlanRow> plan = IntStream.range(0, TRIALS)
                .mapToObj(i -> TrialRecords.planned("t" + i))
                .toList();
        Ledger ledger = Ledger.open(LocalStorage.at(out), SweepDescription.of("s", "0.1.0", "", Map.of()));
        ledger.plan(plan);
        return ledger;
    }

    private static TrialRecord trial(int i) {
        return TrialRecords.completed("t" + i);
    }

    /** What a driver said before it was killed, which is while it appends. */
    private List<String> acknowledgedBeforeKill(int lines) throws Exception {
        Process driver = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Driver.class.getName(),
                        out.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < lines; i++) {
                acknowledged.add(said.readLine());
            }
            driver.toHandle().destroyForcibly();
            said.lines().forEach(acknowledged::add);
        }
        driver.waitFor();
        return acknowledged;
    }

    @Test
    void losesNoAcknowledgedTrialAndWritesNoneTwice() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged.addAll(acknowledgedBeforeKill(10 + 7 * kill));
        }
        assertThat(acknowledged).doesNotContainNull().doesNotHaveDuplicates().hasSizeLessThan(TRIALS);
        Ledger last = open(out);
        assertThat(last.committed()).containsAll(acknowledged);
        last.append(IntStream.range(0, TRIALS).mapToObj(KilledDriverTest::trial).toList());
        assertThat(SweepTables.in(LocalStorage.at(out)).trials().rows()).hasSize(TRIALS);
        assertThat(SweepTables.in(LocalStorage.at(out)).layers().rows()).hasSize(2 * TRIALS);
        assertThat(Verification.of(LocalStorage.at(out), Optional.empty()).checks())
                .allSatisfy(check -> assertThat(check.problems()).isEmpty());
    }
}
