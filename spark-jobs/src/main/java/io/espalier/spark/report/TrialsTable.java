package io.espalier.spark.report;

import io.espalier.metric.DataPart;
import io.espalier.metric.Score;
import io.espalier.pareto.Objective;
import io.espalier.result.MetricRow.Found;
import io.espalier.spark.table.DuckDb;
import io.espalier.spark.table.ParquetTable;
import io.espalier.storage.LocalFiles;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The trials table of a sweep, {@code OUT/tables/trials/*.parquet}, with a column for each number that its metrics found,
 * open in a DuckDB that lives in memory.
 */
final class TrialsTable implements AutoCloseable {
    /** The trials with the columns that older builds did not write, if only as nulls. */
    private static final String RECORDED = """
            CREATE VIEW recorded AS SELECT * FROM trials UNION ALL BY NAME
            SELECT NULL::INTEGER AS validation_examples, NULL::INTEGER AS best_of, NULL::VARCHAR AS data_hash, NULL::VARCHAR AS finished_at,
              NULL::VARCHAR AS chosen_by, NULL::DOUBLE AS constant_score%s
            WHERE false
            """;

    /** What each trial is in the last grid that holds it, and whether that is the present one. */
    private static final String PLACED = """
            CREATE VIEW placed AS
            WITH grids AS (SELECT * FROM read_parquet(%s, union_by_name = true))
            SELECT * EXCLUDE (grid), grid = (SELECT max(grid) FROM grids) AS present FROM grids
            QUALIFY row_number() OVER (PARTITION BY trial_id ORDER BY grid DESC) = 1
            UNION ALL BY NAME
            SELECT trial_id, axes, round, control, random_mask_trial, reinitialize_trial, small_dense_trial,
              extra_training_trial, false AS present
            FROM plain WHERE trial_id NOT IN (SELECT trial_id FROM grids)
            """;

    /** The same in a folder of a build that wrote no grids: all of it is present. */
    private static final String PLACED_ONCE = """
            CREATE VIEW placed AS
            SELECT trial_id, axes, round, control, random_mask_trial, reinitialize_trial, small_dense_trial,
              extra_training_trial, true AS present
            FROM plain
            """;

    private final Connection connection;
    private final LocalFiles tables;

    private TrialsTable(Connection connection, LocalFiles tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /** @throws ReportException if there is no file or a file is not Parquet */
    static TrialsTable open(Storage out) throws SQLException {
        try {
            if (!hasParquet(out, "trials")) {
                throw new ReportException(
                        "Cannot read trials: no Parquet file in " + out.locate("tables/trials"), null);
            }
            TrialsTable table = new TrialsTable(DuckDb.open(), out.localFiles("tables"));
            table.createViews(hasParquet(out, "metrics"), hasParquet(out, "grid"));
            return table;
        } catch (IOException e) {
            throw new ReportException(String.valueOf(e.getMessage()), e);
        }
    }

    private void createViews(boolean hasMetrics, boolean hasGrid) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE VIEW plain AS SELECT * FROM read_parquet(%s, union_by_name = true)"
                    .formatted(files("trials")));
            statement.execute("CREATE VIEW trials AS SELECT * FROM plain"
                    + (hasMetrics ? " LEFT JOIN (" + wide() + ") USING (trial_id)" : ""));
            statement.execute(RECORDED.formatted(scores()));
            statement.execute(hasGrid ? PLACED.formatted(files("grid")) : PLACED_ONCE);
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    /** Columns of the scores that trials may be chosen by, and of their standard errors. */
    private static String scores() {
        return Score.registered().stream()
                .flatMap(score -> Stream.of(DataPart.VALIDATION, DataPart.TEST).map(part -> part.column(score)))
                .map(column -> ", NULL::DOUBLE AS " + column)
                .collect(Collectors.joining());
    }

    /** What trials say that they are chosen by. */
    List<Objective> chosenBy() throws SQLException {
        return query(
                "SELECT DISTINCT chosen_by FROM recorded WHERE chosen_by IS NOT NULL ORDER BY ALL",
                row -> Objective.by(row.getString(1)));
    }

    /** The files of a table, as DuckDB reads them. */
    private String files(String table) {
        return DuckDb.quoted(ParquetTable.glob(tables.path(table), "*.parquet"));
    }

    /** A row for each trial and a column for each number that metrics found, measured last where it was measured twice. */
    private String wide() throws SQLException {
        String rows = "read_parquet(" + files("metrics") + ", filename = true, union_by_name = true)";
        List<String> plain = query("SELECT column_name FROM (DESCRIBE plain)", row -> row.getString(1));
        List<Found> numbers = query(
                "SELECT DISTINCT part, name, level FROM " + rows + " WHERE part IS NOT NULL ORDER BY ALL",
                row -> new Found(row.getString(1), row.getString(2), (Double) row.getObject(3), null));
        return numbers.stream()
                .filter(number -> !plain.contains(number.column()))
                .map(TrialsTable::lastValue)
                .collect(Collectors.joining("", "SELECT trial_id", " FROM " + rows + " GROUP BY trial_id"));
    }

    private static String lastValue(Found number) {
        return ", arg_max(value, filename) FILTER (part = %s AND name = %s AND level IS NOT DISTINCT FROM %s) AS \"%s\""
                .formatted(DuckDb.quoted(number.part()), DuckDb.quoted(number.name()), number.level(), number.column());
    }

    private static boolean hasParquet(Storage out, String table) throws IOException {
        return out.list("tables/" + table).stream().anyMatch(file -> file.name().endsWith(".parquet"));
    }

    /** Reads rows of an SQL query. */
    <T> List<T> query(String sql, RowReader<T> reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return read(rows, reader);
        }
    }

    /** @throws io.espalier.binding.InvalidValueException unless the objective is a numeric column fit to choose by */
    void require(Objective objective) throws SQLException {
        new NumericColumns(connection, "trials", "trials table").require(objective);
    }

    /** All numbers of a trial, those of the test part among them. */
    List<String> numericColumns() throws SQLException {
        return query(
                "SELECT column_name FROM (DESCRIBE recorded) WHERE " + NumericColumns.IS_NUMERIC,
                row -> row.getString(1));
    }

    private static <T> List<T> read(ResultSet rows, RowReader<T> reader) throws SQLException {
        List<T> read = new ArrayList<>();
        while (rows.next()) {
            read.add(reader.read(rows));
        }
        return read;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        tables.close();
    }

    /** Reads the row that a result set stands on. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
