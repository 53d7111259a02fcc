package io.espalier.spark.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.espalier.spark.cli.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page in a browser: hover, brush, sort, filter, open, compare, a telephone's width, the dark. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SweepPageTest {
    private static final String SWEEP = """
            name: page
            data:    { source: digits, limit: 300 }
            network: { family: mlp, hidden: [12, 8] }
            seeds:   [1, 2, 3]
            recipe:
              - train: { epochs: 3 }
              - prune: { criterion: $criterion, sparsity: $sparsity }
              - train: { epochs: 2 }
            grid: { criterion: [magnitude, obd], sparsity: [0.5, 0.75, 0.9] }
            controls: [random-mask, extra-training]
            objectives: { validation_error: min, bytes: min }
            """;

    private static final String ROWS = "return document.querySelectorAll('table.data tbody tr').length";

    /** The middle in the window of the n-th mark of the plot. */
    private static final String MARK = """
            const element = document.getElementById('scatter');
            element.scrollIntoView({ block: 'center' });
            const chart = echarts.getInstanceByDom(element);
            const data = chart.getOption().series.find(series => series.name === 'members').data;
            const [x, y] = chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, data.at(-1).value);
            const box = element.getBoundingClientRect();
            return [Math.round(box.left + x), Math.round(box.top + y)];
            """;

    private Browser browser;
    private String page;

    @BeforeAll
    void run(@TempDir Path folder) throws Exception {
        assumeTrue(Browser.isInstalled(), "No browser: install Debian's chromium and chromium-driver");
        Path config = Files.writeString(folder.resolve("page.yaml"), SWEEP);
        Path out = folder.resolve("out");
        Terminal terminal = new Terminal();
        assertThat(terminal.run("run", config, "--out", out, "--master", "local[2]"))
                .as(terminal::complaint)
                .isZero();
        page = out.resolve("report.html").toUri().toString();
        browser = Browser.ofSize(1280, 900);
    }

    @AfterAll
    void close() {
        if (browser != null) {
            assertThat(browser.complaints()).isEmpty();
            browser.close();
        }
    }

    private void open(String state) {
        browser.resize(1280, 900);
        browser.open(page + "#" + state);
    }

    @SuppressWarnings("unchecked")
    private List<Number> place(String script) {
        return (List<Number>) browser.ask(script);
    }

    @Test
    void tellsWhatTheMouseIsOn() {
        open("");
        browser.moveTo(place(MARK));
        browser.waitFor(
                "return [...document.querySelectorAll('.tip')].some(tip => tip.textContent.includes('click to open'))");

        assertThat(browser.text("return [...document.querySelectorAll('.tip')].at(-1).textContent"))
                .contains("validation_error", "bytes", "On the front", "3 seeds");
    }

    @Test
    void opensWhatIsClicked() {
        open("");
        browser.clickAt(place(MARK));
        browser.waitFor("return !document.querySelector('aside.trial').hidden");

        assertThat(browser.text("return location.hash")).contains("open=");
        assertThat(browser.text("return document.querySelector('aside.trial').textContent"))
                .contains(
                        "Against its controls",
                        "Learning curves",
                        "Layers",
                        "Recipe",
                        "Lineage",
                        "espalier show",
                        "--format onnx");
        browser.waitFor("return document.querySelectorAll('aside.trial canvas').length === 2");
        browser.press(Keys.ESCAPE);
        browser.waitFor("return document.querySelector('aside.trial').hidden");
    }

    @Test
    void keepsWhatIsBrushed() {
        open("view=parallel");
        long all = (Long) browser.ask(ROWS);
        List<Number> box = place("""
                const element = document.getElementById('parallel');
                element.scrollIntoView({ block: 'center' });
                const box = element.getBoundingClientRect();
                return [Math.round(box.left), Math.round(box.top), Math.round(box.width), Math.round(box.height)];
                """);
        int last = box.get(0).intValue() + box.get(2).intValue() - 90;
        int top = box.get(1).intValue() + 50;
        browser.drag(List.of(last, top), List.of(last, top + box.get(3).intValue() / 3));
        browser.waitFor("return location.hash.includes('brush=')");
        long kept = (Long) browser.ask(ROWS);

        assertThat(kept).isBetween(1L, all - 1);
        browser.open(browser.text("return location.href"));
        assertThat(browser.ask(ROWS)).as("the address holds it").isEqualTo(kept);
    }

    @Test
    void sortsByAColumn() {
        open("");
        String first = "return document.querySelector('table.data tbody tr').textContent";
        String byBytes = "table.data th[aria-sort] button, table.data thead th:nth-child(7) button";
        assertThat(browser.text("return document.querySelector('table.data thead th:nth-child(7)').textContent"))
                .isEqualTo("bytes");
        browser.click(byBytes);
        browser.waitFor("return location.hash.includes('sort=bytes')");
        String least = browser.text(first);
        browser.click(byBytes);
        browser.waitFor("return location.hash.includes('sort=-bytes')");

        assertThat(least).contains("0.9");
        assertThat(browser.text(first)).contains("extra-training");
    }

    @Test
    void filtersByWordsAndNumbers() {
        open("");
        browser.type("#filter", "obd candidate sparsity>0.6");
        browser.waitFor(ROWS + " === 2");

        assertThat(browser.text("return document.querySelector('table.data tbody').textContent"))
                .contains("obd")
                .doesNotContain("magnitude", "random-mask");
    }

    @Test
    void hidesWhatIsSwitchedOff() {
        open("hide=random-mask,extra-training");

        assertThat(browser.ask(ROWS)).isEqualTo(6L);
    }

    @Test
    void comparesTwo() {
        open("");
        browser.click("table.data tbody tr:nth-child(1) input");
        browser.click("table.data tbody tr:nth-child(2) input");
        browser.click("#view-compare");
        browser.waitFor("return document.body.textContent.includes('second − first')");

        assertThat(browser.text("return document.querySelector('main').textContent"))
                .contains("seeds that agree", "espalier compare", "Recipes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"front", "parallel", "sensitivity", "compare", "progress", "guide"})
    void fitsATelephone(String view) {
        open("view=" + view);
        browser.resize(390, 844);
        browser.waitFor("return innerWidth === 390");

        assertThat((Long) browser.ask("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(390L);
    }

    @Test
    void fitsATelephoneWithATrialOpen() {
        open("");
        browser.clickAt(place(MARK));
        browser.resize(390, 844);
        browser.waitFor("return innerWidth === 390");

        assertThat((Long) browser.ask("return document.querySelector('aside.trial').scrollWidth"))
                .isLessThanOrEqualTo(390L);
    }

    @Test
    void isDarkWhereTheSystemIs() {
        browser.prefer("dark");
        open("");
        String dark = browser.text("return getComputedStyle(document.documentElement).backgroundColor");
        browser.press("t");
        browser.waitFor("return document.documentElement.dataset.theme === 'light'");
        browser.prefer("light");

        assertThat(dark).isEqualTo("rgb(20, 24, 30)");
        assertThat(browser.text("return location.hash")).contains("theme=light");
    }

    @Test
    void goesByKeys() {
        open("");
        browser.press("3");
        browser.waitFor("return document.querySelectorAll('#sensitivity canvas').length === 2");
        browser.press("6");
        browser.waitFor("return document.body.textContent.includes('The signs + = − ?')");
        browser.press("1");
        browser.press("/");

        assertThat(browser.text("return document.activeElement.id")).isEqualTo("filter");
    }

    @Test
    void fetchesNothing() {
        open("");

        assertThat(browser.ask("return performance.getEntriesByType('resource').length"))
                .isEqualTo(0L);
    }
}
