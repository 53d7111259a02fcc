package io.espalier.spark.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.espalier.pareto.Objective;
import io.espalier.spark.report.Grids;
import io.espalier.storage.LocalStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members that are too many for the page, in a browser: density in the scatter, and a sentence. */
class CountedMembersTest {
    private static final String DENSITY = """
            const chart = echarts.getInstanceByDom(document.getElementById('scatter'));
            return chart.getOption().series.filter(series => series.name === 'density')
              .flatMap(series => series.data).length;
            """;

    @Test
    void areDensityAndSaidSo(@TempDir Path out) throws Exception {
        assumeTrue(Browser.isInstalled(), "No browser: install Debian's chromium and chromium-driver");
        SweepTables.in(out).many(6_000, 1);
        LocalStorage folder = LocalStorage.at(out);
        SweepPage page =
                SweepPage.of(folder, Objective.parseAll("validation_error:min,bytes:min"), Grids.PRESENT, "espalier");
        String address = Path.of(page.write(folder)).toUri().toString();

        try (Browser browser = Browser.ofSize(1280, 900)) {
            browser.open(address + "#view=front");
            assertThat((Long) browser.ask(DENSITY)).isPositive();
            assertThat(browser.text("return document.body.textContent"))
                    .contains("1,000 of 6,000 members are only counted");
            browser.open(address + "#view=front&x=validation_error&y=bytes");
            assertThat((Long) browser.ask(DENSITY))
                    .as("the other way round, too")
                    .isPositive();
            browser.open(address + "#view=front&x=validation_error&y=macs");
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
