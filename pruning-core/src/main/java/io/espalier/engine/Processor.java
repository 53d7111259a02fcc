package io.espalier.engine;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The processor of this machine: which vector kernels run, and so the last bits of results, can depend on it. */
public final class Processor {
    private static final String DESCRIPTION = "/proc/cpuinfo";

    private Processor() {}

    /** As in {@code amd64, AMD EPYC}; the architecture alone where the system tells no more. */
    public static String name() {
        String architecture = System.getProperty("os.arch");
        try (BufferedReader lines = new BufferedReader(new FileReader(DESCRIPTION, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> architecture + ", "
                            + line.substring(line.indexOf(':') + 1).strip())
                    .orElse(architecture);
        } catch (IOException e) {
            return architecture;
        }
    }
}
