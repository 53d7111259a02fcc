package io.espalier.spark.report;

import io.espalier.pareto.Objective;
import io.espalier.pareto.ObjectivePoints;
import io.espalier.pareto.index.Points;
import io.espalier.spark.table.DuckDb;
import io.espalier.spark.table.ParquetTable;
import java.io.File;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Any Parquet table, to rank its rows by some of its columns. Rows are numbered from 0, in the order of the files. */
public final class ObjectiveTable implements AutoCloseable {
    private static final String TRIAL = "trial_id";
    private static final String DATA = "data_hash";
    private static final List<String> NAMES = List.of(TRIAL, RankedRows.AXES);

    private final Connection duckDb;

    private ObjectiveTable(Connection duckDb) {
        this.duckDb = duckDb;
    }

    /**
     * @param table a file, a folder of files or a pattern of files
     * @throws ReportException if there is no file or one is not Parquet
     */
    public static ObjectiveTable open(String table) {
        try {
            ObjectiveTable opened = new ObjectiveTable(DuckDb.open());
            opened.execute("CREATE VIEW rows AS SELECT * FROM read_parquet(" + DuckDb.quoted(files(table))
                    + ", union_by_name = true)");
            return opened;
        } catch (SQLException e) {
            throw new ReportException("Cannot read " + table + ": " + DuckDb.reason(e), e);
        }
    }

    private static String files(String table) {
        File path = new File(table);
        if (path.isDirectory()) {
            return ParquetTable.glob(path.getAbsolutePath(), "*.parquet");
        }
        return path.exists() ? ParquetTable.escaped(path.getAbsolutePath()) : table;
    }

    /**
     * The rows as points, a value that is missing as NaN.
     *
     * @throws io.espalier.binding.InvalidValueException if an objective is not a numeric column of the table, or one of the
     *     test part, which nothing is chosen by
     */
    public Points points(List<Objective> objectives) {
        try {
            NumericColumns numeric = new NumericColumns(duckDb, "rows", "table");
            for (Objective objective : objectives) {
                numeric.require(objective);
            }
            return read(objectives);
        } catch (SQLException e) {
            throw new ReportException("Cannot read rows: " + DuckDb.reason(e), e);
        }
    }

    /** What trials call themselves, where the table is one of trials: {@code trial_id} and {@code axes} of some rows. */
    Map<Integer, Map<String, String>> names(List<Integer> rows) {
        try {
            List<String> columns = present(NAMES);
            return !columns.contains(TRIAL) || rows.isEmpty() ? Map.of() : read(columns, rows);
        } catch (SQLException e) {
            throw new ReportException("Cannot read rows: " + DuckDb.reason(e), e);
        }
    }

    /** How many rows are of which data, where the table is one of trials: errors on different examples do not compare. */
    public Map<String, Long> data() {
        try (Statement statement = duckDb.createStatement()) {
            Map<String, Long> data = new LinkedHashMap<>();
            if (!present(List.of(DATA)).isEmpty()) {
                try (ResultSet rows = statement.executeQuery("SELECT " + DATA + "::VARCHAR, count(*) FROM rows WHERE "
                        + DATA + " IS NOT NULL GROUP BY ALL ORDER BY ALL")) {
                    while (rows.next()) {
                        data.put(rows.getString(1), rows.getLong(2));
                    }
                }
            }
            return data;
        } catch (SQLException e) {
            throw new ReportException("Cannot read rows: " + DuckDb.reason(e), e);
        }
    }

    private List<String> present(List<String> columns) throws SQLException {
        List<String> present = new ArrayList<>();
        try (Statement statement = duckDb.createStatement();
                ResultSet names = statement.executeQuery("SELECT column_name FROM (DESCRIBE rows)")) {
            while (names.next()) {
                present.add(names.getString(1));
            }
        }
        return columns.stream().filter(present::contains).toList();
    }

    private Map<Integer, Map<String, String>> read(List<String> columns, List<Integer> rows) throws SQLException {
        String names = String.join(", ", columns);
        String numbers = rows.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String select = "SELECT number, " + names + " FROM (SELECT row_number() OVER () - 1 AS number, " + names
                + " FROM rows) WHERE number IN (" + numbers + ")";
        Map<Integer, Map<String, String>> read = new HashMap<>();
        try (Statement statement = duckDb.createStatement();
                ResultSet found = statement.executeQuery(select)) {
            while (found.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (String column : columns) {
                    row.put(column, String.valueOf(found.getString(column)));
                }
                read.put(found.getInt(1), row);
            }
        }
        return read;
    }

    private Points read(List<Objective> objectives) throws SQLException {
        String select = objectives.stream()
                .map(objective -> "coalesce(" + identifier(objective.column()) + "::DOUBLE, 'NaN'::DOUBLE)")
                .collect(Collectors.joining(", ", "SELECT ", " FROM rows"));
        try (Statement statement = duckDb.createStatement()) {
            ObjectivePoints points = new ObjectivePoints(objectives, size(statement));
            try (ResultSet rows = statement.executeQuery(select)) {
                while (rows.next()) {
                    for (int column = 1; column <= objectives.size(); column++) {
                        points.add(rows.getDouble(column));
                    }
                }
            }
            return points.build();
        }
    }

    private static int size(Statement statement) throws SQLException {
        try (ResultSet count = statement.executeQuery("SELECT count(*) FROM rows")) {
            count.next();
            return Math.toIntExact(count.getLong(1));
        }
    }

    /** Writes the whole table with one more column, {@code pareto_rank}: null for rank 0. */
    public void write(int[] ranks, String file) {
        try {
            execute("CREATE TEMP TABLE ranks (pareto_rank INTEGER)");
            try (DuckDBAppender appender =
                    duckDb.unwrap(DuckDBConnection.class).createAppender("temp", "main", "ranks")) {
                for (int rank : ranks) {
                    appender.beginRow();
                    appender.append(rank);
                    appender.endRow();
                }
            }
            execute("COPY (SELECT rows.*, nullif(pareto_rank, 0) AS pareto_rank FROM rows POSITIONAL JOIN ranks) TO "
                    + DuckDb.quoted(file) + " (FORMAT parquet)");
        } catch (SQLException e) {
            throw new ReportException("Cannot write " + file + ": " + DuckDb.reason(e), e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = duckDb.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            duckDb.close();
        } catch (SQLException e) {
            throw new ReportException("Cannot close DuckDB: " + DuckDb.reason(e), e);
        }
    }

    private static String identifier(String column) {
        return "\"" + column.replace("\"", "\"\"") + "\"";
    }
}
