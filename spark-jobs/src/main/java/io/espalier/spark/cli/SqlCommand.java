package io.espalier.spark.cli;

import io.espalier.spark.ledger.SweepDescription;
import io.espalier.spark.table.SweepSql;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sql OUT "SELECT ..."}: asks the tables of a sweep, finished or running. Needs no Spark. */
@Command(
        name = "sql",
        description =
                "Query the tables of a sweep: trials, curves, layers, metrics, plan, grid, features, labels and exports.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  sql out/quickstart 'SELECT criterion, avg(test_error) FROM trials GROUP BY ALL ORDER BY ALL'",
            "      one row per criterion",
            "  sql out/quickstart 'DESCRIBE trials'",
            "      the columns of a table",
            "  sql out/quickstart 'FROM trials' --csv > trials.csv",
            "      export a whole table as CSV",
            "",
            "Exit status: 0 shown, 1 the query or the tables are wrong, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class SqlCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OUT", description = "Output folder of the sweep.")
    private Storage out;

    @Parameters(index = "1", paramLabel = "SQL", description = "One SELECT statement in DuckDB SQL; read-only.")
    private String sql;

    @ArgGroup
    private @Nullable Format format;

    private static final class Format {
        @Option(names = "--json", required = true, description = "Print a JSON array of one object per row.")
        private boolean json;

        @Option(names = "--csv", required = true, description = "Print comma-separated values.")
        private boolean csv;

        ResultFormat chosen() {
            if (json) {
                return ResultFormat.JSON;
            }
            return csv ? ResultFormat.CSV : ResultFormat.TEXT;
        }
    }

    @Override
    public Integer call() throws IOException {
        if (SweepDescription.in(out).isEmpty()) {
            throw new StoreException("query", out.toString(), "it holds no sweep (no sweep.json)");
        }
        try (SweepSql tables = SweepSql.open(out)) {
            PrintWriter terminal = spec.commandLine().getOut();
            String rows = format().render(tables.query(sql), Screen.width());
            if (format() == ResultFormat.CSV) {
                Screen.printData(terminal, rows);
            } else {
                terminal.print(rows);
            }
            terminal.flush();
            return ExitCode.OK;
        } catch (SQLException e) {
            spec.commandLine().getErr().println("Cannot run query: " + e.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private ResultFormat format() {
        return format == null ? ResultFormat.TEXT : format.chosen();
    }
}
