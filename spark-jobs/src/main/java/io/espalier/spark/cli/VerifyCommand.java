package io.espalier.spark.cli;

import io.espalier.spark.ledger.Repair;
import io.espalier.spark.ledger.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify OUT}: proves that a sweep's output is whole. Needs no Spark. */
@Command(
        name = "verify",
        description = "Prove that every planned trial is exactly one row and that every file is what was written.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  verify out/quickstart",
            "      the tables, and the store in the same folder if there is one",
            "  verify /data/one --store /data/store",
            "      with a store that sweeps share",
            "  verify out/quickstart --repair",
            "      take what is damaged out; then run the sweep again, which makes just that anew",
            "",
            "Exit status: 0 all of it holds, 1 something does not, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class VerifyCommand implements Callable<Integer> {
    private static final String REPAIR = "verify --repair takes what is damaged out; run makes what is missing";
    private static final String RUN_AGAIN = "run the sweep again: it makes just what is missing";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "OUT", description = "Output folder of the sweep.")
    private Path out;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "Store of finished steps. Default: the folder store in OUT, if there is one.")
    private @Nullable Path store;

    @Option(
            names = "--repair",
            description =
                    "First take what is damaged out of the tables and the store; the sweep's next run makes it again.")
    private boolean repair;

    @Override
    public Integer call() throws IOException {
        PrintWriter terminal = spec.commandLine().getOut();
        boolean isWhole = !repair || repair(terminal);
        Verification verification = Verification.of(out, store());
        for (Verification.Check check : verification.checks()) {
            terminal.println((check.holds() ? "ok    " : "FAIL  ") + check.finding());
            check.problems().forEach(problem -> terminal.println("      " + problem));
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
        done.setAside().forEach(thing -> terminal.println("set aside " + thing));
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

    private Optional<Path> store() {
        return store == null ? Optional.of(out.resolve("store")).filter(Files::isDirectory) : Optional.of(store);
    }
}
