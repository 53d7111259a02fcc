package io.espalier.spark.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.result.TrialRecord;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Drivers of one sweep, of which one has died or is slow. */
class LedgerTakeoverTest extends LedgerFolder {
    @Test
    void setsAsideWhatADriverLeftWhenItWasKilledBetweenFiles() throws IOException {
        open().append(List.of(trial(0)));
        tables().layers().publish(1, trial(1).layers(), Map.of("batch", "killed"));
        tables().curves().publish(1, trial(1).curve(), Map.of("batch", "killed"));
        assertThat(Verification.of(LocalStorage.at(out()), Optional.empty()).holds())
                .isFalse();
        Ledger ledger = open();
        assertThat(ledger.committed()).containsExactly("t0");
        assertThat(layerIds()).containsExactly("t0", "t0");
        ledger.append(List.of(trial(1), trial(2), trial(3), trial(4), trial(5)));
        assertThat(layerIds()).containsExactly("t0", "t0", "t1", "t1", "t3", "t3", "t4", "t4");
        assertThat(out().resolve("tables/_orphans")).isDirectoryContaining("glob:**layers-part-000001.parquet.*");
        assertWhole();
    }

    @Test
    void setsAsideWhatADriverLeftWhenOnlyLayersWereWritten() throws IOException {
        open();
        tables().layers().publish(0, trial(0).layers(), Map.of("batch", "killed"));
        Ledger ledger = open();
        ledger.append(IntStream.range(0, 6).mapToObj(LedgerTest::trial).toList());
        assertThat(trialIds()).containsExactly("t0", "t1", "t2", "t3", "t4", "t5");
        assertThat(layerIds()).hasSize(8);
        assertWhole();
    }

    @Test
    void stopsTheOldDriverOfTwo() throws IOException {
        Ledger old = open();
        old.append(List.of(trial(0)));
        Ledger young = open();
        assertThatThrownBy(() -> old.append(List.of(trial(1))))
                .isInstanceOf(LostLeaseException.class)
                .hasMessageMatching("Cannot append to .*: another driver took over \\(epoch 2, \\d+@.* since .*\\)");
        assertThatThrownBy(() -> old.plan(plan(7))).isInstanceOf(LostLeaseException.class);
        young.append(IntStream.range(0, 6).mapToObj(LedgerTest::trial).toList());
        assertThat(trialIds()).containsExactly("t0", "t1", "t2", "t3", "t4", "t5");
        assertWhole();
    }

    @Test
    void goesOnWhenASlowDriverCommitsAfterItsSuccessorHasOpened() throws IOException {
        Ledger young = open();
        publishAsAnotherDriver(0, trial(0));
        assertThat(young.append(List.of(trial(0), trial(1)))).isEqualTo(1);
        assertThat(young.committed()).containsExactly("t0", "t1");
        assertThat(trialIds()).containsExactly("t0", "t1");
        assertThat(layerIds()).containsExactly("t0", "t0", "t1", "t1");
    }

    @Test
    void closesTheNumberOfASlowDriverThatHasNotCommitted() throws IOException {
        Ledger young = open();
        tables().layers().publish(0, trial(0).layers(), Map.of("batch", "slow"));
        young.append(List.of(trial(0)));
        assertThat(tables().trials().publish(0, List.of(trial(0).trial()), Map.of("batch", "slow")))
                .isFalse();
        assertThat(trialIds()).containsExactly("t0");
        assertThat(layerIds()).containsExactly("t0", "t0");
    }

    private void publishAsAnotherDriver(int sequence, TrialRecord record) throws IOException {
        Map<String, String> footer = Map.of("batch", "other");
        tables().layers().publish(sequence, record.layers(), footer);
        tables().curves().publish(sequence, record.curve(), footer);
        tables().trials().publish(sequence, List.of(record.trial()), footer);
    }

    @RepeatedTest(5)
    void writesEveryTrialOnceWhenManyDriversTakeTurns() throws Exception {
        List<Callable<Boolean>> drivers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            drivers.add(this::appendAllOneByOne);
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (Future<Boolean> driver : threads.invokeAll(drivers)) {
            driver.get();
        }
        threads.shutdown();
        appendAllOneByOne();
        assertThat(trialIds()).containsExactlyInAnyOrder("t0", "t1", "t2", "t3", "t4", "t5");
        assertThat(tables().plan().rows()).containsExactlyInAnyOrderElementsOf(PLAN);
        assertWhole();
    }

    private boolean appendAllOneByOne() throws IOException {
        try {
            Ledger ledger = open();
            for (int i = 0; i < 6; i++) {
                ledger.append(List.of(trial(i)));
            }
            return true;
        } catch (LostLeaseException e) {
            return false;
        }
    }
}
