package io.espalier.spark.cli;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.service.launcher.IrqHandler;
import org.apache.hadoop.service.launcher.IrqHandler.InterruptData;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and its relatives, while there is something to finish first: the first one asks for an orderly end, a second one
 * ends the process at once.
 */
final class StopSignals {
    private static final int KILLED_BY = 128;

    private final AtomicReference<@Nullable InterruptData> first = new AtomicReference<>();

    private StopSignals() {}

    /** Calls {@code stop} when this process is told to end; signals that it was started to ignore stay ignored. */
    static StopSignals heard(Runnable stop) {
        StopSignals signals = new StopSignals();
        for (String name : new String[] {"INT", "TERM", "HUP"}) {
            new IrqHandler(name, signal -> signals.hear(signal, stop)).bind();
        }
        return signals;
    }

    private void hear(InterruptData signal, Runnable stop) {
        if (first.compareAndSet(null, signal)) {
            stop.run();
        } else {
            Runtime.getRuntime().halt(KILLED_BY + signal.getNumber());
        }
    }

    /** The exit status that a shell gives a process that the signal has ended. */
    int status() {
        InterruptData signal = first.get();
        return signal == null ? 1 : KILLED_BY + signal.getNumber();
    }

    String name() {
        InterruptData signal = first.get();
        return signal == null ? "" : "SIG" + signal.getName();
    }
}
