package io.espalier.spark.cli;

import io.espalier.spark.ledger.Repair;
import io.espalier.spark.ledger.Verification;
import io.espalier.spark.report.OneLine;
import io.espalier.storage.Storage;
import io.espalier.storage.Storages;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify OUT}: checks that a sweep's output is complete and undamaged. Needs no Spark. */
@Command(
        name = "verify",
        description = "Check that every planned trial has exactly one row and that no file is damaged.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  verify out/quickstart",
            "      the tables, and the store in the same folder if it exists",
            "  verify /data/one --store /data/store",
            "      with a store shared by several sweeps",
            "  verify out/quickstart --repair",
            "      remove damaged files; the next run of the sweep computes them again",
            "",
            "Exit status: 0 all checks pass, 1 a check fails, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class VerifyCommand implements Callable<Integer> {
    private static final String REPAIR = "verify --repair removes damaged files; run computes what is missing";
    private static final String RUN_AGAIN = "run the sweep again: it computes only what is missing";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "OUT", description = "Output folder of the sweep.")
    private Storage out;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "Store of finished steps. Default: the folder store in OUT, if it exists.")
    private @Nullable Storage store;

    @Option(
            names = "--repair",
            description = "First remove damaged files from the tables and the store; the next run computes them again.")
    private boolean repair;

    @Override
    public Integer call() throws IOException {
        PrintWriter terminal = spec.commandLine().getOut();
        boolean isWhole = !repair || repair(terminal);
        Verification verification = Verification.of(out, store());
        for (Verification.Check check : verification.checks()) {
            terminal.println((check.holds() ? "ok    " : "FAIL  ") + check.finding());
            check.problems().forEach(problem -> terminal.println("      " + OneLine.of(problem)));
        }
        if (!isWhole || !verification.holds()) {
            terminal.println(repair ? RUN_AGAIN : REPAIR);
        }
        terminal.flush();
        return isWhole && verification.holds() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Whether all rows are there that were there before. */
    private boolean repair(PrintWriter terminal) throws IOException {
        Repair done = Repair.of(out, store());
        done.setAside().forEach(thing -> terminal.println("set aside " + OneLine.of(thing)));
        terminal.println(summary(done));
        terminal.println();
        return done.parts().isEmpty();
    }

    private static String summary(Repair done) {
        if (done.setAside().isEmpty()) {
            return "nothing is damaged";
        }
        return done.parts().isEmpty() && done.blobs().isEmpty() ? "nothing is missing" : RUN_AGAIN;
    }

    private Optional<Storage> store() throws IOException {
        if (store != null) {
            return Optional.of(store);
        }
        Storage own = Storages.of(out.locate("store"));
        return own.list("").isEmpty() ? Optional.empty() : Optional.of(own);
    }
}
