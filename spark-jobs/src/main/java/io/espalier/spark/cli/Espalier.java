package io.espalier.spark.cli;

import io.espalier.binding.ConfigException;
import io.espalier.binding.Suggestions;
import io.espalier.storage.Storage;
import io.espalier.storage.Storages;
import io.espalier.storage.StoredFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

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
    /** Each named as its class is: {@code rank} is RankCommand, {@code export-mlflow} ExportMlflowCommand. */
    static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            PlanCommand.class,
            ParetoCommand.class,
            ReportCommand.class,
            WatchCommand.class,
            PotentialCommand.class,
            RankCommand.class,
            SqlCommand.class,
            ShowCommand.class,
            CompareCommand.class,
            ExplainCommand.class,
            BestCommand.class,
            ExportCommand.class,
            ExportMlflowCommand.class,
            ExportTensorboardCommand.class,
            DecodeCommand.class,
            InspectCommand.class,
            VerifyCommand.class,
            GcCommand.class,
            DataCommand.class,
            PapersCommand.class,
            KeysCommand.class,
            CompletionCommand.class);

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print the stack trace of a failure.")
    private boolean debug;

    public static void main(String[] arguments) {
        Screen err = Screen.error();
        TypedCommand typed = new TypedCommand(List.of(arguments));
        if (typed.isRun()) {
            StopSignals.heard(signals -> typed.stopped(err, signals));
        }
        TemporaryFolder.use();
        Screen out = Screen.output();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            err.println(Complaint.of(failure).text());
            System.exit(ExitCode.SOFTWARE);
        });
        System.exit(execute(commandLine(arguments), out, err, arguments));
    }

    /** The exit status; 1 where not all output could be written. */
    static int execute(CommandLine line, Screen out, Screen err, String... arguments) {
        int status = line.setOut(out).setErr(err).execute(arguments);
        Optional<String> failure = out.failure();
        failure.ifPresent(err::println);
        return failure.isPresent() && status == ExitCode.OK ? ExitCode.SOFTWARE : status;
    }

    /**
     * The commands, each failure of which is a line and an exit status. Where the arguments begin with the name of one, that
     * one alone: to look at the others' options takes longer than some of them run.
     */
    static CommandLine commandLine(String... arguments) {
        Espalier espalier = new Espalier();
        CommandLine line = new CommandLine(espalier);
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> arguments.length > 0
                        && command.getSimpleName().equalsIgnoreCase(arguments[0].replace("-", "") + "Command"))
                .toList();
        (named.isEmpty() ? COMMANDS : named).forEach(line::addSubcommand);
        return withTypes(line)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler((wrong, given) -> refuse(wrong))
                .setExecutionStrategy(Espalier::perform)
                .setExecutionExceptionHandler((cause, command, parsed) -> espalier.explain(cause, command.getErr()));
    }

    /** A command line that knows what paths and addresses are. */
    static CommandLine withTypes(CommandLine line) {
        return line.registerConverter(Path.class, new LocalPath())
                .registerConverter(Storage.class, new StorageAddress<>(Storages::of))
                .registerConverter(StoredFile.class, new StorageAddress<>(StoredFile::of));
    }

    /** Hands errors that are no exceptions on as the cause of one. */
    private static int perform(ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (Error e) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static int refuse(ParameterException wrong) {
        PrintWriter err = wrong.getCommandLine().getErr();
        err.println(wrong instanceof UnmatchedArgumentException unknown ? unknown(unknown) : wrong.getMessage());
        err.println(wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help shows the usage");
        err.flush();
        return ExitCode.USAGE;
    }

    private static String unknown(UnmatchedArgumentException wrong) {
        String first = wrong.getUnmatched().get(0);
        CommandLine line = wrong.getCommandLine();
        if (first.startsWith("-")) {
            List<String> options = line.getCommandSpec().optionsMap().keySet().stream()
                    .filter(name -> name.startsWith("--"))
                    .sorted()
                    .toList();
            return "Invalid option: " + first + " (must be " + new Suggestions(options).insteadOf(first) + ")";
        } else if (line.getSubcommands().isEmpty()) {
            return "Invalid argument: " + first + " (must be omitted)";
        }
        return "Invalid command: " + first + " (must be "
                + new Suggestions(line.getSubcommands().keySet()).insteadOf(first) + ")";
    }

    private int explain(Exception thrown, PrintWriter err) {
        Throwable cause =
                thrown instanceof ExecutionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        err.println(Complaint.of(cause).text());
        if (debug) {
            cause.printStackTrace(err);
        }
        err.flush();
        return cause instanceof ConfigException ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }
}
