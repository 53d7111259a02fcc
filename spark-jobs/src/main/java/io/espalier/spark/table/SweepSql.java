package io.espalier.spark.table;

import io.espalier.metric.DataPart;
import io.espalier.metric.Score;
import io.espalier.storage.LocalFiles;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * SQL over the tables of a sweep, by DuckDB in memory, each a view of its Parquet files as they are at each query; where
 * they are not on this machine, as they were at first. A query is one SELECT, by DuckDB's own parser, in a transaction that only reads, without access to any other file: it can write
 * nothing.
 */
public final class SweepSql implements AutoCloseable {
    private static final String PARSED = """
            SELECT (j->>'error')::BOOLEAN AS wrong, j->>'error_type' AS type, j->>'error_message' AS message,
                coalesce(json_array_length(j->'statements'), 0) AS statements
            FROM (SELECT json_serialize_sql(CAST(? AS VARCHAR)) AS j)
            """;

    /** Each candidate of the present grid beside each of its controls; of all grids where no grid was written. */
    private static final String COMPARISONS = """
            CREATE VIEW comparisons AS
            WITH present AS (
              SELECT trial_id, random_mask_trial, reinitialize_trial, small_dense_trial, extra_training_trial
              FROM grid WHERE grid = (SELECT max(grid) FROM grid)
              UNION ALL
              SELECT trial_id, random_mask_trial, reinitialize_trial, small_dense_trial, extra_training_trial
              FROM trials WHERE (SELECT count(*) FROM grid) = 0),
            pairs AS (
              SELECT trial_id, unnest(['random-mask', 'reinitialize', 'small-dense', 'extra-training']) AS control,
                unnest([random_mask_trial, reinitialize_trial, small_dense_trial, extra_training_trial]) AS control_trial
              FROM present)
            SELECT pairs.*, t.seed, t.axes,
              %s,
              t.nonzeros, c.nonzeros AS control_nonzeros, t.bytes, c.bytes AS control_bytes, t.macs, c.macs AS control_macs
            FROM pairs JOIN trials t USING (trial_id) JOIN trials c ON c.trial_id = pairs.control_trial
            """;

    private final Connection duckDb;
    private final LocalFiles files;

    private SweepSql(Connection duckDb, LocalFiles files) {
        this.duckDb = duckDb;
        this.files = files;
    }

    /** Opens the tables of an output folder; a table without files is empty. */
    public static SweepSql open(Storage out) throws IOException {
        try {
            LocalFiles files = out.localFiles(ParquetTable.FOLDER);
            SweepSql sql = new SweepSql(DuckDb.open(), files);
            for (ParquetTable<?> table : SweepTables.in(out).all()) {
                sql.execute("CREATE VIEW " + table.name() + " AS " + table.sql(files));
            }
            sql.execute(COMPARISONS.formatted(scores()));
            String tables = files.path("");
            sql.execute("SET allowed_directories = [" + DuckDb.quoted(tables + "/") + ", "
                    + DuckDb.quoted(ParquetTable.glob(tables, "")) + "]");
            sql.execute("SET enable_external_access = false");
            sql.execute("SET lock_configuration = true");
            return sql;
        } catch (SQLException e) {
            throw StoreException.because("query", out.toString(), new IOException(DuckDb.reason(e), e));
        }
    }

    private static String scores() {
        return Score.registered().stream()
                .filter(Score::isQuality)
                .map(DataPart.VALIDATION::column)
                .map("t.%1$s, c.%1$s AS control_%1$s"::formatted)
                .collect(Collectors.joining(", "));
    }

    /**
     * Runs one SELECT, or what DuckDB makes one of, such as FROM, DESCRIBE and SUMMARIZE.
     *
     * @throws SQLException with DuckDB's message if the query is wrong, or if it is another statement or several
     */
    public QueryResult query(String select) throws SQLException {
        checkSelect(select);
        execute("BEGIN TRANSACTION READ ONLY");
        try (Statement statement = duckDb.createStatement();
                ResultSet result = statement.executeQuery(select)) {
            return result(result);
        } finally {
            execute("ROLLBACK");
        }
    }

    /** Has DuckDB parse the text, which it turns into JSON if all its statements are of type SELECT. */
    private void checkSelect(String sql) throws SQLException {
        try (PreparedStatement parse = duckDb.prepareStatement(PARSED)) {
            parse.setString(1, sql);
            try (ResultSet parsed = parse.executeQuery()) {
                parsed.next();
                if (parsed.getBoolean("wrong") && parsed.getString("type").equals("parser")) {
                    throw new SQLException("Parser Error: " + parsed.getString("message"));
                }
                if (parsed.getBoolean("wrong") || parsed.getInt("statements") != 1) {
                    throw new SQLException("it is not a single SELECT (must be one read-only statement)");
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        duckDb.close();
        files.close();
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
}
