package io.espalier.spark.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.pareto.FrontStatus;
import io.espalier.pareto.Objective;
import io.espalier.pareto.SweepReport;
import io.espalier.spark.cli.PageJson;
import io.espalier.spark.report.Grids;
import io.espalier.spark.report.TrialReader;
import io.espalier.storage.LocalStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageSizeTest {
    @Test
    void holdsFiveThousandTrialsBelowItsSize(@TempDir Path out) throws Exception {
        SweepTables.in(out).many(5_000);
        LocalStorage folder = LocalStorage.at(out);
        String page = SweepPage.of(
                        folder, Objective.parseAll("validation_error:min,bytes:min"), Grids.PRESENT, "espalier")
                .write(folder);

        assertThat(Files.size(Path.of(page))).isLessThan(SweepPage.MOST_BYTES);
        JsonNode data = PageJson.of(out);
        assertThat(data.path("ids")).hasSize(5_000);
        assertThat(data.at("/fronts/0/members")).hasSize(1_000);
        assertThat(data.at("/curves/trials")).as("thinned, but all there").hasSize(5_000);
        assertThat(data.at("/curves/every").asInt()).isGreaterThan(1);
        assertThat(data.at("/fronts/0/counted").asInt()).isZero();
        assertThat(data.at("/fronts/0/density")).isEmpty();
    }

    @Test
    void countsWhatLiesBehindTheFrontOfTwentyThousandCandidates(@TempDir Path out) throws Exception {
        SweepTables.in(out).many(20_000, 1);
        LocalStorage folder = LocalStorage.at(out);
        List<Objective> objectives = Objective.parseAll("validation_error:min,bytes:min");
        String page =
                SweepPage.of(folder, objectives, Grids.PRESENT, "espalier").write(folder);

        assertThat(Files.size(Path.of(page))).isLessThan(SweepPage.MOST_BYTES);
        JsonNode data = PageJson.of(out);
        JsonNode members = data.at("/fronts/0/members");
        int counted = data.at("/fronts/0/counted").asInt();
        assertThat(members.size() + counted).isEqualTo(20_000);
        assertThat(members).hasSize(5_000);
        SweepReport report =
                TrialReader.read(folder, objectives).fronts(objectives).get(0).report();
        for (FrontStatus status : List.of(FrontStatus.FRONT, FrontStatus.TIED)) {
            assertThat(members)
                    .filteredOn(member ->
                            member.path("status").asText().equals(status.name().toLowerCase(Locale.ROOT)))
                    .hasSameSizeAs(report.members(status));
        }
        assertThat(data.at("/fronts/0/density")).isNotEmpty().allSatisfy(pair -> assertThat(
                        StreamSupport.stream(pair.path("cells").spliterator(), false)
                                .mapToInt(cell -> cell.get(2).asInt())
                                .sum())
                .as("each is in one cell")
                .isEqualTo(counted));
        assertThat(data.path("omitted").asText())
                .contains(String.format(Locale.ROOT, "%,d of 20,000 members are only counted", counted));
    }

    @Test
    void holdsTwentyThousandTrialsOfFourThousandCandidates(@TempDir Path out) throws Exception {
        SweepTables.in(out).many(20_000);
        LocalStorage folder = LocalStorage.at(out);
        String page = SweepPage.of(
                        folder, Objective.parseAll("validation_error:min,bytes:min"), Grids.PRESENT, "espalier")
                .write(folder);

        assertThat(Files.size(Path.of(page))).isLessThan(SweepPage.MOST_BYTES);
        assertThat(PageJson.of(out).at("/fronts/0/members")).hasSize(4_000);
    }
}
