package io.espalier.spark.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.pareto.Objective;
import io.espalier.storage.LocalStorage;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class FrontPageTest {
    @TempDir
    private Path out;

    @Test
    void drawsEveryCandidateAndControlOnceWithATitle() throws Exception {
        NodeList circles = svg("validation_error:min,bytes:min").getElementsByTagName("circle");
        List<String> looks = IntStream.range(0, circles.getLength())
                .mapToObj(i -> ((Element) circles.item(i)).getAttribute("class"))
                .toList();
        assertThat(looks)
                .containsExactlyInAnyOrder(
                        "front",
                        "front knee",
                        "front",
                        "dominated",
                        "control dominated",
                        "control dominated",
                        "control dominated",
                        "control dominated");
        assertThat(circles.item(circles.getLength() - 1).getTextContent()).contains("criterion=", "bytes: ");
    }

    @Test
    void stepsAlongTheFrontFromBestToWorst() throws Exception {
        Element stairs = (Element) svg("validation_error:min,bytes:min")
                .getElementsByTagName("path")
                .item(0);
        assertThat(stairs.getAttribute("d")).matches("M[\\d.]+ [\\d.]+ H[\\d.]+ V[\\d.]+ H[\\d.]+ V[\\d.]+");
    }

    @Test
    void fetchesNothing() throws Exception {
        assertThat(page("validation_error:min,bytes:min")).doesNotContain("http:", "https:", "src=", "@import", "url(");
    }

    @Test
    void hasNoPlotForOneObjective() throws Exception {
        assertThat(page("bytes:min")).doesNotContain("<svg").contains("<table>");
    }

    @Test
    void escapesWhatItDoesNotWrite() throws Exception {
        assertThat(page("validation_error:min,bytes:min"))
                .contains("a&lt;b&gt;")
                .doesNotContain("a<b>");
    }

    private String page(String objectives) throws Exception {
        try (TrialsFixture trials = TrialsFixture.in(out)) {
            trials.candidate("a<b>", 0.5, 100_000, 0.03, 0.04)
                    .candidate("magnitude", 0.9, 20_000, 0.05, 0.06)
                    .candidate("magnitude", 0.95, 10_000, 0.3, 0.4)
                    .candidate("random", 0.5, 110_000, 0.5, 0.51)
                    .write();
        }
        List<Objective> parsed = Objective.parseAll(objectives);
        SweepTrials read = TrialReader.read(LocalStorage.at(out), parsed);
        return Files.readString(Path.of(FrontPage.of(read.fronts(parsed)).write(LocalStorage.at(out))));
    }

    private Document svg(String objectives) throws Exception {
        String page = page(objectives);
        String svg = page.substring(page.indexOf("<svg"), page.indexOf("</svg>") + 6);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
