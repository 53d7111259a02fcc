package io.espalier.spark.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import picocli.CommandLine;

/** Runs commands as a user would, and keeps what the last one wrote. */
public final class Terminal {
    private String printed = "";
    private String complaint = "";

    /** Runs an espalier command; its exit status. */
    public int run(Object... arguments) {
        return run(Espalier.commandLine(words(arguments)), arguments);
    }

    public int run(CommandLine line, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words(arguments));
        printed = out.toString();
        complaint = err.toString();
        return status;
    }

    private static String[] words(Object... arguments) {
        return Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    }

    /** What went to standard output. */
    public String printed() {
        return printed;
    }

    /** What went to standard error. */
    public String complaint() {
        return complaint;
    }
}
