package io.espalier.spark.ledger;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.result.MetricRow;
import io.espalier.result.TrialRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Gathers finished trials into batches for a {@link Ledger}, so that tables grow by few files: a batch is appended when
 * it holds {@code count} trials, or when its first one has waited for {@code wait} at the next {@link #add} or
 * {@link #flushIfDue}. Closing appends what is left. A batch that could not be appended is kept and tried again.
 */
public final class BatchedLedger implements AutoCloseable {
    private final Ledger ledger;
    private final int count;
    private final Duration wait;
    private final LongSupplier nanoTime;
    private final List<TrialRecord> waiting = new ArrayList<>();
    private final List<MetricRow> found = new ArrayList<>();
    private long since;

    public BatchedLedger(Ledger ledger, int count, Duration wait) {
        this(ledger, count, wait, System::nanoTime);
    }

    /** @param nanoTime that never goes back, as the time of day may */
    BatchedLedger(Ledger ledger, int count, Duration wait, LongSupplier nanoTime) {
        check(count >= 1, "count", count, "be at least 1");
        this.ledger = ledger;
        this.count = count;
        this.wait = wait;
        this.nanoTime = nanoTime;
    }

    public synchronized void add(TrialRecord finished) throws IOException {
        begin();
        waiting.add(finished);
        flushIfDue();
    }

    /** Adds what a metric found of one trial. */
    public synchronized void add(List<MetricRow> metric) throws IOException {
        begin();
        found.addAll(metric);
        flushIfDue();
    }

    private void begin() {
        if (waiting.isEmpty() && found.isEmpty()) {
            since = nanoTime.getAsLong();
        }
    }

    /** Appends the batch if it is full or has waited long enough. */
    public synchronized void flushIfDue() throws IOException {
        if (waiting.size() >= count || nanoTime.getAsLong() - since >= wait.toNanos()) {
            flush();
        }
    }

    /** Appends the batch. */
    public synchronized void flush() throws IOException {
        ledger.append(waiting);
        waiting.clear();
        ledger.enter(found);
        found.clear();
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
