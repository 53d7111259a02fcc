package io.espalier.spark.cli;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.spark.ledger.SweepDescription;
import io.espalier.spark.report.PotentialReport;
import io.espalier.spark.report.PotentialText;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code potential OUT}: how much can be pruned at each level of noise. Needs no Spark. */
@Command(
        name = "potential",
        description = {
            "Show the prune potential of each family of a sweep: the largest sparsity at which the error is at",
            "most DELTA above the dense parent's, at each level of noise (Liebenwein et al. 2021). Needs metrics: [noise-curve]."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  potential out/lost-in-pruning",
            "      for a rise of half a percentage point, on the validation part",
            "  potential out/lost-in-pruning --delta 2 --part test",
            "      for two percentage points, on the test part: for reporting, not for choosing",
            "  potential out/lost-in-pruning --json | jq '.families[] | {axes, potentials}'",
            "      output for other programs",
            "",
            "Exit status: 0 shown, 1 there is no noise curve or the tables cannot be read, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PotentialCommand extends Query {
    /** A part of the data that trials are measured on. */
    private enum Part {
        VALIDATION,
        TEST
    }

    @Parameters(paramLabel = "OUT", description = "Output folder of the sweep.")
    private Storage out;

    @Option(
            names = "--delta",
            paramLabel = "POINTS",
            defaultValue = "0.5",
            description = "Allowed rise of the error, in percentage points. Default: ${DEFAULT-VALUE}")
    private double delta;

    @Option(
            names = "--part",
            defaultValue = "validation",
            description = "validation or test. Default: ${DEFAULT-VALUE}")
    private Part part;

    @Option(
            names = "--along",
            paramLabel = "AXIS",
            description = "The axis of the grid that sets the sparsity; not needed for the rounds of a repeat."
                    + " Default: sparsity, where there is one.")
    private @Nullable String along;

    @Option(names = "--json", description = "Print JSON; sparsities are fractions.")
    private boolean json;

    @Override
    void print(PrintWriter terminal) throws IOException {
        if (SweepDescription.in(out).isEmpty()) {
            throw new StoreException("query", out.toString(), "it holds no sweep (no sweep.json)");
        }
        PotentialReport report =
                PotentialReport.of(out, delta / 100, part.name().toLowerCase(Locale.ROOT), along);
        terminal.print(json ? json(report) : PotentialText.render(report, Screen.width()));
    }

    private static String json(PotentialReport report) throws IOException {
        return JsonMapper.builder()
                        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .build()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(report)
                + "\n";
    }
}
