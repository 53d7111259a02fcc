package io.espalier.spark.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.result.TrialRecords;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchedLedgerTest {
    @TempDir
    private Path out;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private Ledger ledger;
    private BatchedLedger batched;

    @BeforeEach
    void open() throws IOException {
        ledger = Ledger.open(LocalStorage.at(out), SweepDescription.of("s", "0.1.0", "", Map.of()));
        ledger.plan(Stream.of("a", "b", "c", "d").map(TrialRecords::planned).toList());
        batched = new BatchedLedger(ledger, 3, Duration.ofSeconds(10), now::get);
    }

    private void add(String... ids) throws IOException {
        for (String id : ids) {
            batched.add(TrialRecords.completed(id));
        }
    }

    @Test
    void appendsAFullBatch() throws IOException {
        add("a", "b");
        assertThat(ledger.committed()).isEmpty();
        add("c", "d");
        assertThat(ledger.committed()).containsExactly("a", "b", "c");
    }

    @Test
    void appendsABatchWhoseFirstTrialHasWaited() throws IOException {
        add("a");
        now.addAndGet(Duration.ofSeconds(9).toNanos());
        add("b");
        batched.flushIfDue();
        assertThat(ledger.committed()).isEmpty();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        batched.flushIfDue();
        assertThat(ledger.committed()).containsExactly("a", "b");
        add("c");
        assertThat(ledger.committed()).containsExactly("a", "b");
    }

    @Test
    void appendsWhatIsLeftWhenItIsClosed() throws IOException {
        add("a");
        batched.close();
        assertThat(ledger.committed()).containsExactly("a");
    }
}
