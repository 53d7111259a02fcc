package io.espalier.spark.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the user typed after the name of the program. */
record TypedCommand(List<String> arguments) {
    private static final Pattern SHELL_SAFE = Pattern.compile("[\\w@%+=:,./-]+");

    TypedCommand {
        arguments = List.copyOf(arguments);
    }

    /** Whether stopping it leaves something to resume. */
    boolean isRun() {
        return !arguments.isEmpty() && arguments.get(0).equals("run");
    }

    /** As a shell reads it. */
    String text() {
        return Stream.concat(Stream.of(System.getProperty("espalier.command", "espalier")), arguments.stream())
                .map(word -> SHELL_SAFE.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    /** Says by what it was stopped, and how it goes on; gives the exit status back. */
    int stopped(PrintWriter terminal, StopSignals signals) {
        terminal.println();
        terminal.println("Stopped by " + signals.name() + "; finished work is kept. To resume:");
        terminal.println("  " + text());
        terminal.flush();
        return signals.status();
    }
}
