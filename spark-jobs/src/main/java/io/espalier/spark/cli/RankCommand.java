package io.espalier.spark.cli;

import io.espalier.pareto.Objective;
import io.espalier.pareto.index.NondominatedSort;
import io.espalier.pareto.index.Points;
import io.espalier.spark.report.ObjectiveTable;
import io.espalier.spark.report.RankedRows;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rank TABLE}: the exact front, and all ranks, of the rows of any Parquet table. Needs no Spark. */
@Command(
        name = "rank",
        description = "Show the exact Pareto front of the rows of any Parquet table, and rank all rows.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  rank 'out/*/tables/trials/*.parquet' --objectives validation_error:min,bytes:min,macs:min",
            "      the best trials of all sweeps; pareto compares candidates over their seeds instead",
            "  rank results.parquet --objectives accuracy:max,latency:min --ranks ranked.parquet",
            "      also writes the table with a column pareto_rank: 1 for the front, 2 for the front of the rest, ...",
            "",
            "Exit status: 0 shown, 1 the table cannot be read, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class RankCommand extends Query {
    private static final int SHOWN = 20;
    private static final int NAMED = 5;

    @Parameters(paramLabel = "TABLE", description = "A Parquet file, a folder of Parquet files, or a glob.")
    private String table;

    @Option(
            names = "--objectives",
            required = true,
            paramLabel = "COLUMN:min|max,...",
            description = "Numeric columns of the table.")
    private String objectives;

    @Option(
            names = "--ranks",
            paramLabel = "FILE",
            description = "Write the table with a column pareto_rank to this file.")
    private @Nullable Path ranks;

    @Option(names = "--json", description = "Print JSON: the whole front.")
    private boolean json;

    @Override
    void print(PrintWriter terminal) {
        try (ObjectiveTable rows = ObjectiveTable.open(table)) {
            List<Objective> chosen = Objective.parseAll(objectives);
            Points points = rows.points(chosen);
            RankedRows ranked = RankedRows.of(chosen, points, rows);
            terminal.print(json ? ranked.toJson() + System.lineSeparator() : ranked.render(SHOWN, Screen.width()));
            terminal.flush();
            warn(rows.data());
            if (ranks != null) {
                rows.write(NondominatedSort.numbers(points), ranks.toString());
            }
        }
    }

    private void warn(Map<String, Long> data) {
        if (data.size() > 1) {
            String hashes = data.entrySet().stream()
                    .limit(NAMED)
                    .map(rows -> String.format(Locale.ROOT, "%.12s (%,d rows)", rows.getKey(), rows.getValue()))
                    .collect(Collectors.joining(", "));
            String more = data.size() > NAMED ? " and " + (data.size() - NAMED) + " more" : "";
            spec().commandLine()
                    .getErr()
                    .println(
                            "Warning: these are trials on " + data.size() + " data, and errors on different examples do"
                                    + " not compare. data_hash: " + hashes + more);
        }
    }
}
