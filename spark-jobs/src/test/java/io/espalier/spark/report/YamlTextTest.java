package io.espalier.spark.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.binding.Canonical;
import io.espalier.config.SweepFile;
import io.espalier.spark.Repository;
import io.espalier.sweep.Point;
import io.espalier.sweep.SweepConfig;
import io.espalier.sweep.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class YamlTextTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    static List<Path> configs() throws IOException {
        return Repository.configs();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void writesEveryTrialAsASweepOfThatTrialAlone(Path config) throws IOException {
        List<Point> points = SweepFile.load(config.toString(), Repository.networkThatIsHere(config))
                .points();
        for (Point point : List.of(points.get(0), points.get(points.size() - 1))) {
            Trial trial = point.trial(7);
            Path file = folder.resolve("shown.yaml");
            List<String> lines = YamlText.lines(TrialText.recipe(JSON.readTree(Canonical.json(trial))));
            Files.writeString(file, String.join("\n", lines) + "\nname: shown\nobjectives: { bytes: min }\n");

            SweepConfig shown = SweepFile.load(file.toString(), List.of());

            assertThat(shown.points()).singleElement().satisfies(again -> assertThat(
                            again.trial(shown.seeds().get(0)).id())
                    .isEqualTo(trial.id()));
        }
    }

    @Test
    void putsAStepInALine() throws IOException {
        assertThat(YamlText.lines(JSON.readTree("""
                        {"data":{"source":"digits"},"steps":[{"train":{"epochs":2,"optimizer":{"adam":{"rate":0.002}}}},"measure"]}
                        """)))
                .containsExactly(
                        "data: { source: digits }",
                        "steps:",
                        "  - train: { epochs: 2, optimizer: { adam: { rate: 0.002 } } }",
                        "  - measure");
    }

    @Test
    void quotesWhatWouldNotBeReadAsText() throws IOException {
        assertThat(YamlText.flow(
                        JSON.readTree("[\"2:4\", \"no\", \"1e3\", \"\", \"a b\", \"a-b\", {}, 1.5, true, null]")))
                .isEqualTo("[\"2:4\", \"no\", \"1e3\", \"\", \"a b\", a-b, {}, 1.5, true, null]");
    }
}
