package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.spark.report.TrialsFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code compare} and {@code explain}: two members side by side, and one against all on its data. */
class MemberCommandsTest {
    private static final String SMALL = "magnitude0.9-1";
    private static final String EXACT = "magnitude0.5-1";
    private static final String POOR = "random0.9-2";

    @TempDir
    private Path out;

    private final Terminal terminal = new Terminal();

    /** On digits, and the exact one again on letters, with half its errors and bytes. */
    @BeforeEach
    void sweep() throws Exception {
        try (TrialsFixture trials = TrialsFixture.in(out)) {
            trials.candidate("magnitude", 0.5, 1_000, 0.10, 0.11)
                    .lost("magnitude", 0.5, 3, "DIVERGED")
                    .candidate("magnitude", 0.9, 200, 0.20, 0.211)
                    .candidate("random", 0.9, 1_100, 0.50, 0.511);
            trials.execute("ALTER TABLE trials ADD COLUMN data_hash VARCHAR");
            trials.execute("ALTER TABLE trials ADD COLUMN constant_score DOUBLE");
            trials.execute("UPDATE trials SET data_hash = 'a', constant_score = 0.5,"
                    + " axes = replace(axes, '{', '{\"data\":\"digits\",')");
            trials.execute("INSERT INTO trials SELECT * REPLACE ('z' || trial_id AS trial_id,"
                    + " 'z' || random_mask_trial AS random_mask_trial, replace(recipe, 'digits', 'letters') AS recipe,"
                    + " replace(axes, 'digits', 'letters') AS axes,"
                    + " 'b' AS data_hash, validation_error / 2 AS validation_error, bytes // 2 AS bytes,"
                    + " macs // 2 AS macs) FROM trials WHERE trial_id LIKE 'magnitude0.5%'");
            trials.write();
        }
    }

    private JsonNode json(Object... arguments) throws Exception {
        assertThat(terminal.run(arguments)).as(terminal::complaint).isZero();
        return new ObjectMapper().readTree(terminal.printed());
    }

    @Test
    void comparesColumnByColumnPairedBySeed() throws Exception {
        JsonNode compared = json("compare", out, EXACT, SMALL, "--json");
        assertThat(compared.path("first").asText()).isEqualTo("candidate data=digits criterion=magnitude sparsity=0.5");
        JsonNode error = compared.at("/columns/0");
        assertThat(error.path("column").asText()).isEqualTo("validation_error");
        assertThat(error.path("first").asDouble()).isCloseTo(0.105, within(1e-12));
        assertThat(error.path("difference").asDouble()).isCloseTo(-0.1005, within(1e-12));
        assertThat(error.path("seeds").asInt()).isEqualTo(2);
        assertThat(compared.at("/columns/1/difference").asDouble()).isEqualTo(800);
    }

    @Test
    void comparesInATable() {
        assertThat(terminal.run("compare", out, EXACT, SMALL)).isZero();
        assertThat(terminal.printed())
                .startsWith("first   candidate data=digits criterion=magnitude sparsity=0.5\n"
                        + "second  candidate data=digits criterion=magnitude sparsity=0.9\n")
                .containsPattern("validation_error % +10\\.50 ±\\S+ +20\\.55 ±\\S+ +-10\\.05  first is lower \\(p = ")
                .containsPattern("bytes +1,000 +200 +800");
    }

    @Test
    void turnsTheSignsWithTheOrder() throws Exception {
        JsonNode there = json("compare", out, EXACT, SMALL, "--json").at("/columns/0");
        JsonNode back = json("compare", out, SMALL, EXACT, "--json").at("/columns/0");
        assertThat(back.path("difference").asDouble())
                .isEqualTo(-there.path("difference").asDouble());
        assertThat(back.path("p")).isEqualTo(there.path("p"));
    }

    @Test
    void comparesNoErrorsOnDifferentExamples() {
        assertThat(terminal.run("compare", out, EXACT, "z" + EXACT)).isEqualTo(2);
        assertThat(terminal.complaint())
                .startsWith("Invalid trial id: zmagnitude0.5-1 (must be on the data of magnitude0.5-1,");
    }

    @Test
    void comparesAMemberWithItself() {
        assertThat(terminal.run("compare", out, EXACT, "magnitude0.5-2")).isZero();
        assertThat(terminal.printed()).doesNotContain("first is");
    }

    @Test
    void tellsWhyOneIsDominated() throws Exception {
        JsonNode explained = json("explain", out, POOR, "--json");
        assertThat(explained.path("status").asText()).isEqualTo("dominated");
        assertThat(explained.path("like_constant").asBoolean()).isTrue();
        assertThat(explained.path("better_means"))
                .extracting(rival ->
                        rival.path("role").asText() + rival.at("/axes/sparsity").asDouble())
                .containsExactlyInAnyOrder("candidate0.5", "candidate0.9", "random-mask0.5", "random-mask0.9");

        assertThat(terminal.run("explain", out, POOR)).isZero();
        assertThat(terminal.printed())
                .startsWith("candidate data=digits criterion=random sparsity=0.9: ")
                .contains("\nDominated: ", "\n  better means: ")
                .contains("not significantly better than the best constant prediction");
        assertThat(terminal.printed().split("better means: ", -1))
                .as("three, and no more")
                .hasSize(4);
    }

    @Test
    void tellsWhatOneGainsOverItsControls() {
        assertThat(terminal.run("explain", out, EXACT)).isZero();
        assertThat(terminal.printed().replaceAll("\\s+", " "))
                .contains("On the front")
                .contains("Beats random-mask: validation error is 21.50 points lower over 2 seeds (p = ")
                .contains("1 of its seeds did not complete; its means may flatter it.")
                .doesNotContain("constant prediction");
    }

    /** The same recipe on letters has half its error and half its bytes, and is no rival. */
    @Test
    void seesNoRivalOnOtherData() throws Exception {
        assertThat(json("explain", out, EXACT, "--json").path("better_means")).isEmpty();
        assertThat(json("explain", out, "z" + EXACT, "--json").path("status").asText())
                .isEqualTo("front");
    }

    @Test
    void knowsNoTrialButThoseOfMembers() {
        assertThat(terminal.run("explain", out, "nobody")).isEqualTo(2);
        assertThat(terminal.complaint())
                .startsWith(
                        "Invalid trial id: nobody (must be of a trial that completed with a value for every objective)");
        assertThat(terminal.run("explain", out, "magnitude")).isEqualTo(2);
        assertThat(terminal.complaint()).contains("must be of one trial; it fits magnitude0.5-1, ");
        assertThat(terminal.run("explain", out, "magnitude0.5-3")).isEqualTo(2);
        assertThat(terminal.run("compare", out, EXACT, "nobody")).isEqualTo(2);
    }
}
