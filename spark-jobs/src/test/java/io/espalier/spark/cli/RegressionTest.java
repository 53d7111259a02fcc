package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.espalier.result.ExportRow;
import io.espalier.spark.Repository;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A regression from a CSV file as a user meets it, in small. */
class RegressionTest {
    private static final Path ROOT = Repository.root();

    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    private int run(String out) {
        return terminal.run(
                "run",
                ROOT.resolve("configs/diabetes.yaml"),
                "--out",
                out,
                "--set",
                "data.path=" + ROOT.resolve("configs/diabetes.csv"),
                "--set",
                "seeds=[1, 2]",
                "--set",
                "recipe[0].train.epochs=8",
                "--set",
                "recipe[2].train.epochs=4",
                "--set",
                "grid={criterion: [obd], sparsity: [0.5]}",
                "--set",
                "metrics=[{noise-curve: {draws: 1, levels: [0, 0.1]}}, {latency: {}}, {function-distance: {draws: 1, levels: [0]}}]");
    }

    @Test
    void runsFromATableToAFront() {
        String out = folder.resolve("out").toString();
        assertThat(run(out)).as(terminal::complaint).isZero();
        assertThat(terminal.printed())
                .contains("task      regression, score of a constant prediction: validation rmse ")
                .contains("label     progression: values\n")
                .contains("10 trials run, 0 cached, 0 failed, 30 metric evaluations\n")
                .contains("Pareto front of validation_rmse:min, bytes:min: ")
                .contains("untested (validation rmse, Holm)");
        assertThat(run(out)).isZero();
        assertThat(terminal.printed()).contains("0 trials run, 10 cached, 0 failed");
        assertThat(terminal.run("verify", out)).as(terminal::printed).isZero();

        assertThat(value(
                        out,
                        "SELECT count(*) FROM trials WHERE validation_rmse < 77 AND test_r2 > 0.2 AND validation_error"
                                + " IS NULL AND training_loss < 1 AND validation_rmse_se > 0"))
                .as("all are better than the mean of the training part")
                .isEqualTo("10");
        assertThat(value(
                        out, "SELECT count(*) FROM curves WHERE validation_rmse IS NULL OR validation_nll IS NOT NULL"))
                .isEqualTo("0");
        assertThat(value(out, "SELECT string_agg(DISTINCT name, ' ' ORDER BY name) FROM metrics"))
                .isEqualTo(
                        "agreement dense_noise_rmse function_distance latency_us latency_us_p10 latency_us_p90 noise_rmse");
        assertThat(value(out, "SELECT label FROM labels")).isEqualTo("progression");
    }

    private String value(String out, String sql) {
        assertThat(terminal.run("sql", out, sql, "--csv"))
                .as(terminal::complaint)
                .isZero();
        return terminal.printed().lines().skip(1).findFirst().orElseThrow();
    }

    @Test
    void choosesShowsAndExports() throws IOException {
        String out = folder.resolve("out").toString();
        assertThat(run(out)).isZero();
        assertThat(terminal.run("best", out)).as(terminal::complaint).isZero();
        assertThat(terminal.printed()).contains("validation RMSE ", "test RMSE ");
        String trial = terminal.printed().substring("trial ".length(), "trial ".length() + 16);
        assertThat(terminal.run("show", out, trial)).as(terminal::complaint).isZero();
        assertThat(terminal.printed()).contains("\n  task: regression\n", "validation_rmse", "\nlineage\n  ");
        String[] formats = "onnx onnx-int8 c c-int8 safetensors bitmask int8".split(" ");
        assertThat(terminal.run("export", out, trial, "--format", String.join(",", formats)))
                .as(terminal::complaint)
                .isZero();
        assertThat(terminal.printed()).contains("test rmse ", "values within ");
        double rmse = Double.parseDouble(value(out, "SELECT test_rmse FROM trials WHERE trial_id = '" + trial + "'"));
        List<ExportRow> rows =
                SweepTables.in(LocalStorage.at(Path.of(out))).exports().rows();
        assertThat(rows).hasSize(formats.length).allSatisfy(row -> {
            assertThat(row.measure()).isEqualTo("rmse");
            assertThat(row.testError())
                    .isCloseTo(rmse, withinPercentage(row.format().endsWith("int8") ? 3 : 1e-3));
        });
        assertThat(Path.of(out, "exports", trial + ".h"))
                .content()
                .contains("double *values", "{ \"progression\" }", "Values, in the unit of the data, of one example");
    }
}
