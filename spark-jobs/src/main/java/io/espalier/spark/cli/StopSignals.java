package io.espalier.spark.cli;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;
import org.apache.hadoop.service.launcher.IrqHandler;
import org.apache.hadoop.service.launcher.IrqHandler.InterruptData;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and the like: the first one asks for an orderly end where there is something to finish first, and is the end
 * of the process where there is not; a second one ends it in any case.
 */
final class StopSignals {
    private static final int KILLED_BY = 128;

    private final AtomicReference<@Nullable InterruptData> first = new AtomicReference<>();
    private volatile @Nullable Runnable stop;
    private final ToIntFunction<StopSignals> farewell;

    private StopSignals(ToIntFunction<StopSignals> farewell) {
        this.farewell = farewell;
    }

    /**
     * Hears signals from now on; those that this process was started to ignore stay ignored.
     *
     * @param farewell what is said while there is nothing to finish, and the exit status
     */
    static StopSignals heard(ToIntFunction<StopSignals> farewell) {
        StopSignals signals = new StopSignals(farewell);
        for (String name : new String[] {"INT", "TERM", "HUP"}) {
            new IrqHandler(name, signals::hear).bind();
        }
        return signals;
    }

    /** From now on there is something to finish: this makes it end. */
    void become(Runnable orderly) {
        stop = orderly;
        if (first.get() != null) {
            orderly.run();
        }
    }

    private void hear(InterruptData signal) {
        Runnable orderly = stop;
        if (!first.compareAndSet(null, signal)) {
            Runtime.getRuntime().halt(KILLED_BY + signal.getNumber());
        } else if (orderly != null) {
            orderly.run();
        } else {
            Runtime.getRuntime().halt(farewell.applyAsInt(this));
        }
    }

    /** The exit status that a shell gives a process that the signal has ended. */
    int status() {
        InterruptData signal = first.get();
        return signal == null ? 1 : KILLED_BY + signal.getNumber();
    }

    String name() {
        InterruptData signal = first.get();
        return signal == null ? "request" : "SIG" + signal.getName();
    }
}
