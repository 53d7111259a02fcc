package io.espalier.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The processor of this machine: which vector kernels run, and so the last bits of results, can depend on it. */
public final class Processor {
    private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");

    private Processor() {}

    /** As in {@code amd64, AMD EPYC}; the architecture alone where the system tells no more. */
    public static String name() {
        String architecture = System.getProperty("os.arch");
        try (Stream<String> lines = Files.lines(DESCRIPTION)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> architecture + ", "
                            + line.substring(line.indexOf(':') + 1).strip())
                    .orElse(architecture);
        } catch (IOException e) {
            return architecture;
        }
    }
}
