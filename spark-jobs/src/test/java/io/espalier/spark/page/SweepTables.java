package io.espalier.spark.page;

import io.espalier.spark.table.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Writes tables of a sweep that never ran, with the columns that the page reads. */
final class SweepTables {
    private static final String TRIAL =
            "SELECT %s AS trial_id, 1::BIGINT AS seed, NULL::VARCHAR AS control, NULL::INTEGER AS round, %s AS axes,"
                    + " %s AS recipe, NULL::VARCHAR AS random_mask_trial, NULL::VARCHAR AS reinitialize_trial,"
                    + " NULL::VARCHAR AS small_dense_trial, NULL::VARCHAR AS extra_training_trial, 'COMPLETED' AS state,"
                    + " %s AS validation_error, 0.25::DOUBLE AS test_error, (%s)::BIGINT AS bytes, 100::BIGINT AS macs";

    private final Path out;
    private final StringBuilder trials = new StringBuilder();
    private int count;

    private SweepTables(Path out) {
        this.out = out;
    }

    static SweepTables in(Path out) {
        return new SweepTables(out);
    }

    /** A candidate that completed. */
    void trial(String id, String axes, String recipe) {
        trials.append(count == 0 ? "" : " UNION ALL ")
                .append(TRIAL.formatted(
                        DuckDb.quoted(id),
                        DuckDb.quoted(axes),
                        DuckDb.quoted(recipe),
                        "0.5::DOUBLE / " + (count + 1),
                        100 + count));
        count++;
    }

    void write() throws IOException, SQLException {
        copy("trials", trials.toString());
    }

    /** So many trials of five seeds each, with curves of sixty evaluations and four layers. */
    void many(int number) throws IOException, SQLException {
        many(number, 5);
    }

    /** The same with other numbers of seeds. */
    void many(int number, int seeds) throws IOException, SQLException {
        String digits = "md5(i::VARCHAR)[:16]";
        copy(
                "trials",
                (TRIAL.replace("1::BIGINT AS seed", "(i %% SEEDS)::BIGINT AS seed")
                                        .formatted(
                                                digits,
                                                "'{\"rate\":' || (i // SEEDS) || ',\"kind\":\"k' || (i // SEEDS %% 7) || '\"}'"
                                                        .replace("%%", "%"),
                                                "'{\"seed\":' || (i % SEEDS) || ',\"steps\":[{\"train\":{\"rate\":' || (i // SEEDS) || '}}]}'",
                                                "0.02 + hash(i)::DOUBLE / 1.9e19",
                                                "1000 + hash(i + 7) % 100000")
                                + " FROM range(" + number + ") t(i)")
                        .replace("SEEDS", "" + seeds));
        copy(
                "curves",
                "SELECT " + digits + " AS trial_id, 0 AS train_step, e::DOUBLE AS epoch, e * 10 AS iteration, 0.001 AS"
                        + " learning_rate, hash(i + e)::DOUBLE / 1e19 AS train_loss, hash(i * e)::DOUBLE / 2e19 AS validation_error,"
                        + " hash(e - i)::DOUBLE / 1e19 AS validation_nll FROM range(" + number
                        + ") t(i), range(1, 61) u(e)");
        copy(
                "layers",
                "SELECT " + digits
                        + " AS trial_id, l::INTEGER AS position, 'fc' || l AS layer, 'Gemm' AS op, '64x64' AS"
                        + " shape, 4096 AS weights, (hash(i + l) % 4096)::BIGINT AS nonzeros, 64 AS units, (hash(i) % 64)::INTEGER AS"
                        + " units_kept, 4096 AS macs, (hash(l - i) % 4096)::BIGINT AS nonzero_macs FROM range(" + number
                        + ") t(i), range(4) u(l)");
    }

    private void copy(String table, String select) throws IOException, SQLException {
        Path folder = Files.createDirectories(out.resolve("tables").resolve(table));
        try (Connection connection = DuckDb.open();
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + select + ") TO "
                    + DuckDb.quoted(folder.resolve("part-000000.parquet").toString()) + " (FORMAT parquet)");
        }
    }
}
