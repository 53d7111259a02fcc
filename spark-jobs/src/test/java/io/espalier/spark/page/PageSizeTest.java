package io.espalier.spark.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.pareto.Objective;
import io.espalier.spark.cli.PageJson;
import io.espalier.spark.report.Grids;
import io.espalier.storage.LocalStorage;
import java.nio.file.Files;
import java.nio.file.Path;
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
    }
}
