package io.espalier.spark.cli;

import io.espalier.binding.Binder;
import io.espalier.result.TrialRecord;
import io.espalier.spark.report.FoundTrial;
import io.espalier.spark.report.Lineage;
import io.espalier.spark.report.TrialJson;
import io.espalier.spark.report.TrialText;
import io.espalier.storage.Storage;
import io.espalier.sweep.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code show OUT TRIAL}: all that is known of one trial. Needs no Spark, unless its data are a table of one's own. */
@Command(
        name = "show",
        description = "Show one trial: recipe, outcome, siblings, sizes, layers, curve and lineage.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  show out/quickstart 3f9c",
            "      the trial whose id begins with 3f9c",
            "  show out/quickstart 3f9c --json | jq .curve",
            "      output for other programs",
            "",
            "Ids: column trial_id of the trials table, or the key trials of pareto --json.",
            "Exit status: 0 shown, 1 the tables cannot be read, 2 wrong usage, such as an unknown trial id."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ShowCommand extends Query {
    private static final Lineage NONE = new Lineage(List.of());

    @Parameters(index = "0", paramLabel = "OUT", description = "Output folder of the sweep.")
    private Storage out;

    @Parameters(index = "1", paramLabel = "TRIAL", description = "Id of the trial, or its first digits.")
    private String trial;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    void print(PrintWriter terminal) throws IOException {
        FoundTrial found = FoundTrial.in(out, trial);
        Lineage lineage = NONE;
        String noLineage = "Available once the trial has ended.";
        TrialRecord record = found.record();
        if (record != null) {
            try {
                Trial recipe = Binder.ofContext().parse(found.plan().recipe(), Trial.class);
                lineage = Lineage.of(recipe, record.trial());
            } catch (IOException e) {
                noLineage = String.valueOf(e.getMessage());
            }
        }
        if (json) {
            terminal.print(TrialJson.render(found, lineage) + "\n");
        } else {
            Paint.STATES.print(terminal, TrialText.render(found, lineage, noLineage));
        }
    }
}
