package io.espalier.run;

import io.espalier.result.TrialRow.ErrorCode;
import io.espalier.run.action.ProcessClock;
import io.espalier.run.action.TrialFailure;
import io.espalier.sweep.Limits;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The time of one way through a branch. Work is done on another thread, so that it can be ended: it is interrupted, which
 * every step of the engine heeds. Work that does not heed it, a criterion that never returns for example, is left behind
 * on its daemon thread after a moment of grace; the trial is over all the same, and the branch goes on. What counts is the
 * time that this process ran: a driver that was stopped and goes on has lost none (see {@link ProcessClock}).
 *
 * <p>Work that runs out of memory is tried once more while no other work of this process runs: it may have been a
 * neighbour that took it.
 */
final class TrialExecutor {
    private static final long GRACE_SECONDS = 2;
    private static final long WAIT_FOR_NEIGHBOURS_SECONDS = 60;
    private static final ExecutorService WORKERS = Executors.newCachedThreadPool(TrialExecutor::daemon);
    private static final ReadWriteLock MEMORY = new ReentrantReadWriteLock();

    private final @Nullable Double limit;
    private final ProcessClock clock;
    private double seconds;

    TrialExecutor(@Nullable Double limit, double seconds, ProcessClock clock) {
        this.limit = limit;
        this.seconds = seconds;
        this.clock = clock;
    }

    /** @param seconds that were taken before */
    static TrialExecutor of(Limits limits, double seconds) {
        return new TrialExecutor(limits.seconds(), seconds, ProcessClock.here());
    }

    /** Another way that goes on from here. */
    TrialExecutor fork() {
        return new TrialExecutor(limit, seconds, clock);
    }

    /**
     * Does work in what is left of the time.
     *
     * @throws TrialFailure if that is not enough
     * @throws InterruptedIOException if this thread was told to stop; the work is told so too
     */
    <T> T call(Supplier<T> work) throws InterruptedIOException {
        if (limit != null && seconds >= limit) {
            throw timeout(limit);
        }
        long start = clock.nanoTime();
        Work<T> task = new Work<>(work);
        WORKERS.execute(task);
        try {
            return limit == null ? task.get() : await(task, start, limit);
        } catch (TimeoutException e) {
            task.end();
            throw timeout(limit == null ? 0 : limit);
        } catch (InterruptedException e) {
            task.end();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Cannot continue: stop requested");
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            seconds += clock.secondsSince(start);
        }
    }

    private static TrialFailure timeout(double limit) {
        return new TrialFailure(ErrorCode.TIMEOUT, "Cannot finish within the limit of " + limit + " s");
    }

    /** Waits again where less time counted than passed, since the process stood still meanwhile. */
    private <T> T await(Work<T> task, long start, double most)
            throws InterruptedException, ExecutionException, TimeoutException {
        while (true) {
            double left = most - seconds - clock.secondsSince(start);
            try {
                return task.get((long) (left * 1e9), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (seconds + clock.secondsSince(start) >= most) {
                    throw e;
                }
            }
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "espalier-worker");
        thread.setDaemon(true);
        return thread;
    }

    /** Work that tells when its thread has come back from it, which is later than when it is cancelled. */
    private static final class Work<T> extends FutureTask<T> {
        private final CountDownLatch back;

        Work(Supplier<T> work) {
            this(work, Thread.currentThread().getContextClassLoader(), new CountDownLatch(1));
        }

        private Work(Supplier<T> work, @Nullable ClassLoader plugins, CountDownLatch back) {
            super(() -> {
                Thread.currentThread().setContextClassLoader(plugins);
                try {
                    return sparing(work);
                } finally {
                    back.countDown();
                }
            });
            this.back = back;
        }

        void end() {
            cancel(true);
            try {
                back.await(GRACE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> T sparing(Supplier<T> work) throws InterruptedException {
        MEMORY.readLock().lockInterruptibly();
        try {
            return work.get();
        } catch (OutOfMemoryError e) {
            // again, alone
        } finally {
            MEMORY.readLock().unlock();
        }
        boolean alone = MEMORY.writeLock().tryLock(WAIT_FOR_NEIGHBOURS_SECONDS, TimeUnit.SECONDS);
        try {
            return work.get();
        } finally {
            if (alone) {
                MEMORY.writeLock().unlock();
            }
        }
    }
}
