package io.espalier.spark.table;

import io.espalier.snapshot.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SQL over the tables of a sweep, by DuckDB in memory: {@code trials}, {@code curves}, {@code layers}, {@code metrics},
 * {@code plan} and {@code grid} are views of the Parquet files as they are at each query. Queries can read these tables and nothing else, and write
 * nothing.
 */
public final class SweepSql implements AutoCloseable {
    private final Connection duckDb;

    private SweepSql(Connection duckDb) {
        this.duckDb = duckDb;
    }

    /** Opens the tables of an output folder; a table without files is empty. */
    public static SweepSql open(Path out) throws IOException {
        try {
            SweepSql sql = new SweepSql(DuckDb.open());
            for (ParquetTable<?> table : SweepTables.in(out).all()) {
                sql.execute("CREATE VIEW " + table.name() + " AS " + table.sql());
            }
            Path tables = out.resolve("tables");
            sql.execute("SET allowed_directories = [" + quoted(tables.toAbsolutePath() + "/") + ", "
                    + quoted(ParquetTable.glob(tables, "")) + "]");
            sql.execute("SET enable_external_access = false");
            sql.execute("SET lock_configuration = true");
            return sql;
        } catch (SQLException e) {
            throw StoreException.because("query", out, e);
        }
    }

    /**
     * Runs one SELECT, or anything else that can stand in brackets after FROM, such as DESCRIBE and SUMMARIZE.
     *
     * @throws SQLException with DuckDB's message if the query is wrong
     */
    public QueryResult query(String select) throws SQLException {
        String inner = select.strip().replaceAll("[;\\s]+$", "");
        try (Statement statement = duckDb.createStatement();
                ResultSet result = statement.executeQuery("FROM (\n" + inner + "\n)")) {
            return result(result);
        }
    }

    @Override
    public void close() throws SQLException {
        duckDb.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = duckDb.createStatement()) {
            statement.execute(sql);
        }
    }

    private static QueryResult result(ResultSet result) throws SQLException {
        ResultSetMetaData shape = result.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= shape.getColumnCount(); i++) {
            columns.add(shape.getColumnLabel(i));
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (result.next()) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(result.getObject(i));
            }
            rows.add(row);
        }
        return new QueryResult(columns, rows);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
