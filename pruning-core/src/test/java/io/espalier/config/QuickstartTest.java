package io.espalier.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.metric.Direction;
import io.espalier.pareto.Objective;
import io.espalier.sweep.Control;
import io.espalier.sweep.SweepConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the quickstart comes to. That every file under {@code configs} can be planned is tested where Spark is. */
class QuickstartTest {
    static Path configs() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("configs"))) {
            folder = folder.getParent();
        }
        return folder.resolve("configs");
    }

    @Test
    void readsTheQuickstart() {
        SweepConfig sweep = SweepFile.load(configs().resolve("quickstart.yaml").toString(), List.of());

        Set<String> ids = new HashSet<>();
        sweep.points().forEach(point -> sweep.seeds()
                .forEach(seed -> ids.add(point.trial(seed).id().hex())));
        assertThat(ids).hasSize(3 * 5);
        assertThat(sweep.points().get(1).axes()).isEqualTo("{\"criterion\":\"taylor\"}");
        assertThat(sweep.controls()).containsExactly(Control.values());
        assertThat(sweep.objectives())
                .containsExactly(
                        new Objective("validation_error", Direction.MINIMIZE),
                        new Objective("bytes", Direction.MINIMIZE));
    }
}
