package io.espalier.spark.cli;

import io.espalier.config.ConfigException;
import io.espalier.schema.InvalidValueException;
import io.espalier.spark.report.ReportException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line. Exit status: 0 done, 1 failed, 2 wrong usage or config. */
@Command(
        name = "espalier",
        description = "Neural-network compression sweeps on Apache Spark.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  espalier run configs/quickstart.yaml",
            "  espalier plan configs/quickstart.yaml",
            "  espalier sql out/quickstart 'SELECT criterion, avg(test_error) FROM trials GROUP BY ALL'",
            "",
            "Exit status: 0 done, 1 failed, 2 wrong usage or config."
        })
public final class Espalier {
    /** Each named as its class is: {@code rank} is RankCommand. */
    static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            PlanCommand.class,
            ParetoCommand.class,
            PotentialCommand.class,
            RankCommand.class,
            SqlCommand.class,
            ShowCommand.class,
            BestCommand.class,
            ExportCommand.class,
            DecodeCommand.class,
            VerifyCommand.class,
            GcCommand.class,
            DataCommand.class,
            PapersCommand.class);

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print the stack trace of a failure.")
    private boolean debug;

    public static void main(String[] arguments) {
        System.exit(commandLine(arguments).execute(arguments));
    }

    /**
     * The commands, each failure of which is a line and an exit status. Where the arguments begin with the name of one, that
     * one alone: to look at the others' options takes longer than some of them run.
     */
    static CommandLine commandLine(String... arguments) {
        Espalier espalier = new Espalier();
        CommandLine line = new CommandLine(espalier);
        List<Class<?>> named = COMMANDS.stream()
                .filter(command ->
                        arguments.length > 0 && command.getSimpleName().equalsIgnoreCase(arguments[0] + "Command"))
                .toList();
        (named.isEmpty() ? COMMANDS : named).forEach(line::addSubcommand);
        return line.registerConverter(Path.class, new LocalPath())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((cause, command, parsed) -> espalier.explain(cause, command.getErr()));
    }

    private int explain(Exception cause, PrintWriter err) {
        boolean foreseen = cause instanceof ConfigException
                || cause instanceof InvalidValueException
                || cause instanceof ReportException
                || (cause instanceof IOException && cause.getMessage() != null);
        err.println(foreseen ? cause.getMessage() : oneLine(cause) + " (--debug tells where)");
        if (debug) {
            cause.printStackTrace(err);
        }
        err.flush();
        return cause instanceof ConfigException ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    private static String oneLine(Exception cause) {
        return cause.toString().lines().findFirst().orElse("").strip();
    }
}
