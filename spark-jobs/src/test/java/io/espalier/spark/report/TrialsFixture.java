package io.espalier.spark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Writes a small trials table as Parquet, with the columns that the report reads. */
public final class TrialsFixture implements AutoCloseable {
    private static final String TABLE = """
            CREATE TABLE trials (trial_id VARCHAR, seed BIGINT, control VARCHAR, round INTEGER, axes VARCHAR,
              recipe VARCHAR, random_mask_trial VARCHAR, reinitialize_trial VARCHAR, small_dense_trial VARCHAR,
              extra_training_trial VARCHAR, state VARCHAR, validation_error DOUBLE, test_error DOUBLE, bytes BIGINT,
              macs BIGINT)
            """;

    private final Connection connection;
    private final Path out;
    private int files;

    private TrialsFixture(Connection connection, Path out) {
        this.connection = connection;
        this.out = out;
    }

    public static TrialsFixture in(Path out) throws SQLException, IOException {
        Files.createDirectories(out.resolve("tables/trials"));
        TrialsFixture fixture = new TrialsFixture(DriverManager.getConnection("jdbc:duckdb:"), out);
        fixture.execute(TABLE);
        return fixture;
    }

    /**
     * A trial of the grid that completed, with a random-mask control that errs by 0.2 more, in a sweep over {@code
     * criterion} and {@code sparsity}.
     */
    public TrialsFixture candidate(String criterion, double sparsity, long bytes, double... errors)
            throws SQLException {
        for (int seed = 1; seed <= errors.length; seed++) {
            String id = criterion + sparsity + "-" + seed;
            String axes = "{\"criterion\":\"%s\",\"sparsity\":%s}".formatted(criterion, sparsity);
            double error = errors[seed - 1];
            trial(id, seed, null, axes, id + "-random", "COMPLETED", error, bytes);
            trial(id + "-random", seed, "random-mask", axes, null, "COMPLETED", error + 0.2 + seed / 100.0, bytes);
        }
        return this;
    }

    /** A trial of the grid that did not complete. */
    public TrialsFixture lost(String criterion, double sparsity, int seed, String state) throws SQLException {
        String axes = "{\"criterion\":\"%s\",\"sparsity\":%s}".formatted(criterion, sparsity);
        trial(criterion + sparsity + "-" + seed, seed, null, axes, null, state, null, null);
        return this;
    }

    private void trial(
            String id,
            int seed,
            @Nullable String control,
            String axes,
            @Nullable String randomMask,
            String state,
            @Nullable Double error,
            @Nullable Long bytes)
            throws SQLException {
        String steps = control == null ? axes : axes + ",\"" + control + "\"";
        String recipe = "{\"data\":\"digits\",\"seed\":%d,\"steps\":[%s]}".formatted(seed, steps);
        Object[] row = {
            id, seed, control, null, axes, recipe, randomMask, null, null, null, state, error, error, bytes, bytes
        };
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO trials VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")) {
            for (int i = 0; i < row.length; i++) {
                insert.setObject(i + 1, row[i]);
            }
            insert.execute();
        }
    }

    /** Moves what has been added into one more Parquet file. */
    public void write() throws SQLException {
        execute("COPY trials TO '%s' (FORMAT parquet)".formatted(out.resolve("tables/trials/" + files++ + ".parquet")));
        execute("DELETE FROM trials");
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
