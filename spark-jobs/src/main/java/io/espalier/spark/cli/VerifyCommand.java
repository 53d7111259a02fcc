package io.espalier.spark.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.spark.ledger.Repair;
import io.espalier.spark.ledger.Verification;
import io.espalier.spark.report.OneLine;
import io.espalier.spark.sweep.StoreFiles;
import io.espalier.storage.Storage;
import io.espalier.storage.Storages;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
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
            "  verify out/quickstart --json | jq '.checks[] | select(.holds | not)'",
            "      output for other programs",
            "",
            "Exit status: 0 all checks pass, 1 a check fails, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class VerifyCommand implements Callable<Integer> {
    private static final String REPAIR = "verify --repair removes damaged files; run computes what is missing";
    private static final int SHOWN = 20;
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

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter terminal = spec.commandLine().getOut();
        Optional<Repair> repaired = repair ? Optional.of(repair()) : Optional.empty();
        Verification verification = verification();
        boolean isWhole = repaired.map(done -> done.parts().isEmpty()).orElse(true) && verification.holds();
        if (json) {
            terminal.println(json(repaired, verification));
        } else {
            repaired.ifPresent(done -> print(done, terminal));
            print(verification, terminal);
            if (!isWhole) {
                terminal.println(repair ? RUN_AGAIN : REPAIR);
            }
        }
        terminal.flush();
        return isWhole ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Repair repair() throws IOException {
        Repair done = Repair.of(out, store());
        Optional<Storage> beside = store();
        return beside.isPresent() ? done.and(new StoreFiles(beside.get()).setAside()) : done;
    }

    private Verification verification() throws IOException {
        Verification verification = Verification.of(out, store());
        Optional<Storage> beside = store();
        return beside.isPresent() ? verification.and(new StoreFiles(beside.get()).check()) : verification;
    }

    private static void print(Verification verification, PrintWriter terminal) {
        for (Verification.Check check : verification.checks()) {
            Paint.STATES.print(
                    terminal, (check.holds() ? "ok    " : "FAIL  ") + check.finding() + System.lineSeparator());
            printFirst(check.problems(), "      ", terminal);
        }
    }

    private static void printFirst(List<String> lines, String start, PrintWriter terminal) {
        lines.stream().limit(SHOWN).forEach(line -> terminal.println(start + OneLine.of(line)));
        if (lines.size() > SHOWN) {
            terminal.println(start + "and " + (lines.size() - SHOWN) + " more (--json prints all)");
        }
    }

    private static String json(Optional<Repair> repaired, Verification verification) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("holds", verification.holds());
        repaired.ifPresent(done -> done.setAside().forEach(tree.withArray("set_aside")::add));
        for (Verification.Check check : verification.checks()) {
            ObjectNode one = tree.withArray("checks").addObject();
            one.put("finding", check.finding()).put("holds", check.holds());
            one.putArray("problems");
            check.problems().forEach(one.withArray("problems")::add);
        }
        return tree.toPrettyString();
    }

    private static void print(Repair done, PrintWriter terminal) {
        printFirst(done.setAside(), "set aside ", terminal);
        terminal.println(summary(done));
        terminal.println();
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
