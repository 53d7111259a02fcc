package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.spark.Repository;
import java.nio.file.Path;
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
                "metrics=[{noise-curve: {draws: 1, levels: [0, 0.1]}}, {function-distance: {draws: 1, levels: [0]}}]");
    }

    @Test
    void runsFromATableToAFront() {
        String out = folder.resolve("out").toString();
        assertThat(run(out)).as(terminal::complaint).isZero();
        assertThat(terminal.printed())
                .contains("task      regression, score of a constant prediction: validation rmse ")
                .contains("label     progression: values\n")
                .contains("10 trials run, 0 cached, 0 failed, 20 metric evaluations\n")
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
                .isEqualTo("agreement dense_noise_rmse function_distance noise_rmse");
        assertThat(value(out, "SELECT label FROM labels")).isEqualTo("progression");
    }

    private String value(String out, String sql) {
        assertThat(terminal.run("sql", out, sql, "--csv"))
                .as(terminal::complaint)
                .isZero();
        return terminal.printed().lines().skip(1).findFirst().orElseThrow();
    }

    @Test
    void choosesShowsAndRefusesToExport() {
        String out = folder.resolve("out").toString();
        assertThat(run(out)).isZero();
        assertThat(terminal.run("best", out)).as(terminal::complaint).isZero();
        assertThat(terminal.printed()).contains("validation RMSE ", "test RMSE ");
        String trial = terminal.printed().substring("trial ".length(), "trial ".length() + 16);
        assertThat(terminal.run("show", out, trial)).as(terminal::complaint).isZero();
        assertThat(terminal.printed()).contains("\n  task: regression\n", "validation_rmse", "\nlineage\n  ");
        assertThat(terminal.run("export", out, trial, "--format", "onnx")).isEqualTo(1);
        assertThat(terminal.complaint())
                .contains("only classification networks can be exported (its task is regression)");
    }
}
