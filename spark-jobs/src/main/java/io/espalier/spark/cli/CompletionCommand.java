package io.espalier.spark.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion SHELL}: what a shell needs to complete commands and options. */
@Command(
        name = "completion",
        description = "Print a script that makes a shell complete commands and options at the Tab key.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(./scripts/espalier completion bash)",
            "      in this shell; in ~/.bashrc or ~/.zshrc for every shell to come",
            "",
            "Exit status: 0 printed, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class CompletionCommand implements Callable<Integer> {
    /** Shells that there is a script for; one script does for both. */
    enum Shell {
        BASH,
        ZSH
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private Shell shell;

    @Override
    public Integer call() {
        PrintWriter terminal = spec.commandLine().getOut();
        Screen.printData(terminal, "# for " + shell.name().toLowerCase(Locale.ROOT) + "\n");
        Screen.printData(terminal, AutoComplete.bash("espalier", Espalier.commandLine()));
        terminal.flush();
        return ExitCode.OK;
    }
}
