package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.spark.report.TrialsFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParetoCommandTest {
    @TempDir
    private Path out;

    private final Terminal terminal = new Terminal();

    @Test
    void printsTheFrontAndWritesThePage() throws Exception {
        sweep();
        assertThat(run(out.toString())).isZero();
        assertThat(terminal.printed())
                .startsWith("Pareto front of validation_error:min, bytes:min, macs:min: 2 of 6 candidates and controls")
                .endsWith("page: " + out.resolve("report.html") + System.lineSeparator());
        assertThat(out.resolve("report.html")).content().startsWith("<!DOCTYPE html>");
    }

    @Test
    void printsJsonForPrograms() throws Exception {
        sweep();
        assertThat(run(out.toString(), "--json", "--objectives", "validation_error:min,bytes:min"))
                .isZero();
        JsonNode front = new ObjectMapper().readTree(terminal.printed());
        assertThat(front.fieldNames())
                .toIterable()
                .containsExactly(
                        "objectives", "hypervolume", "added", "reference", "left_out", "front", "tied", "dominated");
        assertThat(front.at("/objectives")).hasToString("{\"validation_error\":\"min\",\"bytes\":\"min\"}");
        assertThat(front.at("/front")).hasSize(2);
        assertThat(front.at("/front/0/axes")).hasToString("{\"criterion\":\"magnitude\",\"sparsity\":0.5}");
        assertThat(front.at("/front/0/trials/2").asText()).isEqualTo("magnitude0.5-2");
        assertThat(front.at("/front/0/lost").asInt()).isEqualTo(1);
        assertThat(front.at("/front/0/best_of_several").isBoolean()).isTrue();
        assertThat(front.at("/front/0/like_constant").isBoolean()).isTrue();
        assertThat(front.at("/front/0/estimates/bytes/mean").asDouble()).isEqualTo(1_000);
        assertThat(front.at("/front/0/controls/random-mask/verdict").asText()).isEqualTo("beats");
        assertThat(front.at("/front/0/controls/random-mask/bytes").asDouble()).isEqualTo(1_000);
        assertThat(front.at("/front/0/controls/random-mask/control_bytes").asDouble())
                .isEqualTo(1_000);
        assertThat(front.at("/dominated/0/hypervolume_share").isNull()).isTrue();
        assertThat(front.at("/left_out/diverged").asInt()).isEqualTo(1);
        assertThat(out.resolve("report.html")).doesNotExist();
    }

    @Test
    void drawsAFrontForEachOfItsData() throws Exception {
        onTwoData();
        assertThat(run(out.toString(), "--objectives", "validation_error:min,bytes:min"))
                .isZero();
        assertThat(terminal.printed())
                .startsWith(
                        "Data digits\nPareto front of validation_error:min, bytes:min: 2 of 6 candidates and controls")
                .contains(
                        "\nData letters\nPareto front of validation_error:min, bytes:min: 1 of 2 candidates and controls");
        assertThat(PageJson.of(out).at("/fronts/0/data").asText()).isEqualTo("digits");
        assertThat(PageJson.of(out).at("/fronts/1/data").asText()).isEqualTo("letters");
    }

    @Test
    void printsOneJsonAfterTheOtherForSeveralData() throws Exception {
        onTwoData();
        run(out.toString(), "--json", "--objectives", "validation_error:min,bytes:min");
        List<JsonNode> fronts = new ObjectMapper()
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(terminal.printed())
                .readAll();
        assertThat(fronts).extracting(front -> front.path("data").asText()).containsExactly("digits", "letters");
        assertThat(fronts).extracting(front -> front.path("front").size()).containsExactly(2, 1);
    }

    @Test
    void choosesNoBestOverSeveralData() throws Exception {
        onTwoData();
        assertThat(terminal.run("best", out)).isEqualTo(1);
        assertThat(terminal.complaint())
                .contains(
                        "Cannot choose a trial: the sweep has 2 different data sets, whose errors cannot be compared");
        assertThat(terminal.run("best", out, "--where", "data_hash = 'b'")).isZero();
    }

    /** The sweep and a better candidate on other data. */
    private void onTwoData() throws Exception {
        sweep();
        try (TrialsFixture trials = TrialsFixture.in(out)) {
            trials.execute("INSERT INTO trials SELECT * FROM '" + out.resolve("tables/trials/0.parquet") + "'");
            trials.execute("ALTER TABLE trials ADD COLUMN data_hash VARCHAR");
            trials.execute("UPDATE trials SET data_hash = 'a'");
            trials.execute("INSERT INTO trials SELECT * REPLACE ('z' || trial_id AS trial_id,"
                    + " 'z' || random_mask_trial AS random_mask_trial, replace(recipe, 'digits', 'letters') AS recipe,"
                    + " 'b' AS data_hash, validation_error / 2 AS validation_error, bytes // 2 AS bytes) FROM trials"
                    + " WHERE trial_id LIKE 'magnitude0.5%'");
            trials.write();
        }
    }

    @Test
    void showsTheFrontWhereItCannotWriteAPage() throws Exception {
        sweep();
        Files.createDirectories(out.resolve("report.html/in the way"));
        assertThat(run(out.toString())).isZero();
        assertThat(terminal.printed())
                .startsWith("Pareto front of ")
                .contains("\nno HTML page was written: Cannot write " + out.resolve("report.html") + ": ");
    }

    @Test
    void usesTheObjectivesOfTheSweep() throws Exception {
        sweep();
        Files.writeString(
                out.resolve("sweep.json"), "{\"objectives\":{\"macs\":\"min\",\"validation_error\":\"min\"}}");
        assertThat(run(out.toString())).isZero();
        assertThat(terminal.printed()).startsWith("Pareto front of macs:min, validation_error:min:");
    }

    @Test
    void exitsWithTwoOnWrongUsage() throws Exception {
        sweep();
        assertThat(run(out.toString(), "--objectives", "byte:min")).isEqualTo(2);
        assertThat(terminal.complaint()).contains("did you mean bytes?");
        assertThat(run(out.toString(), "--objectives", "bytes")).isEqualTo(2);
        assertThat(run(out.resolve("nowhere").toString())).isEqualTo(1);
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void exitsWithOneWhenThereIsNoTable() {
        assertThat(run(out.toString())).isEqualTo(1);
        assertThat(terminal.complaint())
                .isEqualTo("Cannot read trials: no Parquet file in " + out.resolve("tables/trials")
                        + System.lineSeparator());
    }

    @Test
    void showsExamplesInItsHelp() {
        assertThat(run("--help")).isZero();
        assertThat(terminal.printed()).contains("Examples:", "pareto out/quickstart --objectives", "Exit status:");
    }

    private void sweep() throws Exception {
        try (TrialsFixture trials = TrialsFixture.in(out)) {
            trials.candidate("magnitude", 0.5, 1_000, 0.10, 0.11)
                    .lost("magnitude", 0.5, 3, "DIVERGED")
                    .candidate("magnitude", 0.9, 200, 0.20, 0.211)
                    .candidate("random", 0.9, 1_100, 0.50, 0.511)
                    .write();
        }
    }

    private int run(String... arguments) {
        return terminal.run(
                Stream.concat(Stream.of("pareto"), Stream.of(arguments)).toArray());
    }
}
