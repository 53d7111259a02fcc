package io.espalier.spark.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What memory of one JVM becomes: runs a sweep again and again, each time on two seeds of its own, and prints what is held
 * after each. Every pass does all kinds of work, so that what a later one adds is no buffer of a kind that is new.
 *
 * <pre>LeaksBench CONFIG OUT PASSES</pre>
 */
public final class LeaksBench {
    private static final double MEBIBYTE = 1 << 20;

    private LeaksBench() {}

    public static void main(String[] arguments) throws IOException {
        for (int pass = 0; pass < Integer.parseInt(arguments[2]); pass++) {
            String out = arguments[1] + "/" + pass;
            String seeds = "seeds=[%d, %d]".formatted(2 * pass + 1, 2 * pass + 2);
            int status = Espalier.commandLine().execute("run", arguments[0], "--out", out, "--set", seeds);
            if (status != 0) {
                System.exit(status);
            }
            System.out.printf("%nheld %.1f %.1f%n", heap(), resident());
        }
        System.exit(0);
    }

    /** MiB that a full collection leaves. */
    private static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBIBYTE;
    }

    /** MiB of this process in memory. */
    private static double resident() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            String kibibytes =
                    lines.filter(l -> l.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Double.parseDouble(kibibytes.replaceAll("\\D", "")) / 1024;
        }
    }
}
