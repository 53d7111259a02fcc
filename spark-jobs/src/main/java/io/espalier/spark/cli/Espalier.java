package io.espalier.spark.cli;

import io.espalier.config.ConfigException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The command line. Exit status: 0 done, 1 failed, 2 wrong usage or config. */
@Command(
        name = "espalier",
        description = "Neural-network compression sweeps on Apache Spark.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            PlanCommand.class,
            ParetoCommand.class,
            SqlCommand.class,
            VerifyCommand.class,
            DataCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  espalier run configs/quickstart.yaml",
            "  espalier plan configs/quickstart.yaml",
            "  espalier sql out/quickstart 'SELECT criterion, avg(test_error) FROM trials GROUP BY ALL'"
        })
public final class Espalier {
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** Runs one command and gives its exit status. */
    static int execute(String... arguments) {
        return new CommandLine(new Espalier())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Espalier::explain)
                .execute(arguments);
    }

    /** A user's mistake is told in a line; only what nobody foresaw brings its stack trace, into the log. */
    private static int explain(Exception cause, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        err.println(cause.getMessage() == null ? cause.toString() : cause.getMessage());
        if (cause instanceof ConfigException) {
            return ExitCode.USAGE;
        }
        if (cause instanceof RuntimeException) {
            cause.printStackTrace(err);
        }
        err.flush();
        return ExitCode.SOFTWARE;
    }
}
