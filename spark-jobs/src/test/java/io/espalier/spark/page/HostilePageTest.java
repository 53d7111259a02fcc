package io.espalier.spark.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.pareto.Objective;
import io.espalier.spark.report.Grids;
import io.espalier.storage.LocalStorage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that would be markup, scripts, or as long as a page, are text in every view. */
class HostilePageTest {
    private static final List<String> NAMES = List.of(
            "<img src=x onerror='window.hit=1'>",
            "</script><script>window.hit=1</script>",
            "\"'`${window.hit=1}&amp;\\",
            "{{data}}",
            "🤖".repeat(150),
            "a".repeat(600));

    @Test
    void areText(@TempDir Path out) throws Exception {
        assumeTrue(Browser.isInstalled(), "No browser: install Debian's chromium and chromium-driver");
        SweepTables tables = SweepTables.in(out);
        ObjectMapper json = new ObjectMapper();
        for (int i = 0; i < NAMES.size(); i++) {
            String name = NAMES.get(i);
            String axes = json.writeValueAsString(Map.of(NAMES.get(0), name, "n", i));
            tables.trial(
                    name.substring(0, 2) + i + "'\"<b>",
                    axes,
                    json.writeValueAsString(Map.of("steps", List.of(Map.of(name, i)))));
        }
        tables.write();
        LocalStorage folder = LocalStorage.at(out);
        SweepPage page =
                SweepPage.of(folder, Objective.parseAll("validation_error:min,bytes:min"), Grids.PRESENT, "espalier");
        String address = Path.of(page.write(folder)).toUri().toString();

        try (Browser browser = Browser.ofSize(1280, 900)) {
            for (String view :
                    List.of("front", "parallel", "sensitivity", "compare&one=a&two=%F0", "progress", "guide")) {
                browser.open(address + "#view=" + view);
            }
            browser.open(address + "#open=%3Cimg");
            browser.open(address + "#open=%3C&filter=%3Cimg%20onerror&sort=axis:%3Cimg");
            assertThat(browser.ask("return window.hit ?? 0")).isEqualTo(0L);
            assertThat(browser.ask("return document.querySelectorAll('img, main b, main script').length"))
                    .isEqualTo(0L);
            assertThat(browser.text("return document.body.textContent")).contains(NAMES.get(0));
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
