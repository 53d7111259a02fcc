package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.spark.Repository;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class KeysCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int keys(String... arguments) {
        CommandLine line = new CommandLine(new KeysCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void tellsOfTheFileAtFirst() {
        assertThat(keys()).isZero();
        assertThat(out.toString()).startsWith("a sweep file\n").contains("\n  recipe\n", "\n  objectives\n");
    }

    @Test
    void tellsOfAStepAndWhatItsKeysMustBe() {
        assertThat(keys("recipe[1].train")).isZero();
        assertThat(out.toString())
                .startsWith("recipe.train\n")
                .contains("\n  batch\n", "32 unless given", "must be in 1..1000000", "\n  penalties\n", "since 0.1.0");
    }

    @Test
    void tellsOfTheChoicesOfAKey() {
        assertThat(keys("recipe.prune.criterion")).isZero();
        assertThat(out.toString()).contains("\n  magnitude\n", "\n  synflow\n", "keys recipe.prune.criterion.");
    }

    @Test
    void printsJson() throws Exception {
        assertThat(keys("recipe.train.keep", "--json")).isZero();
        JsonNode json = new JsonMapper().readTree(out.toString());
        assertThat(json.path("default").textValue()).isEqualTo("\"last\"");
        assertThat(json.path("words").findValuesAsText("name")).containsExactly("last", "best", "least-loss");
    }

    @Test
    void printsTheSchemaThatIsBesideTheConfigs() throws Exception {
        assertThat(keys("--schema")).isZero();
        JsonMapper json = new JsonMapper();
        assertThat(json.readTree(out.toString()))
                .isEqualTo(json.readTree(Files.readString(Repository.root().resolve("configs/sweep.schema.json"))));
    }

    @ParameterizedTest
    @CsvSource({
        "recipe.trains, did you mean train?",
        "patience, did you mean recipe.train.patience?",
        "recipe.train.batch.size, (must end at recipe.train.batch)",
        "data.csv.pth, did you mean path?"
    })
    void suggestsWhatWasMeant(String path, String suggestion) {
        assertThat(keys(path)).isEqualTo(2);
        assertThat(err.toString()).startsWith("Invalid key: " + path).contains(suggestion);
    }
}
