package io.espalier.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.pareto.Direction;
import io.espalier.pareto.Objective;
import io.espalier.recipe.Control;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file under {@code configs} can be run as it is. */
class QuickstartTest {
    static Path configs() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("configs"))) {
            folder = folder.getParent();
        }
        return folder.resolve("configs");
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(configs())) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void bindsEveryFile(Path file) {
        SweepConfig sweep = SweepConfig.load(file, List.of());

        assertThat(file.getFileName()).hasToString(sweep.name() + ".yaml");
        assertThat(sweep.points()).isNotEmpty();
        assertThat(sweep.seeds()).isNotEmpty();
    }

    @Test
    void readsTheQuickstart() {
        SweepConfig sweep = SweepConfig.load(configs().resolve("quickstart.yaml"), List.of());

        Set<String> ids = new HashSet<>();
        sweep.points().forEach(point -> sweep.seeds()
                .forEach(seed -> ids.add(point.trial(seed).id().hex())));
        assertThat(ids).hasSize(5 * 2 * 5 * 2 * 3);
        assertThat(sweep.points().get(1).axes())
                .isEqualTo("{\"criterion\":\"random\",\"finetune\":5,\"granularity\":\"weight\",\"sparsity\":0.5}");
        assertThat(sweep.controls()).containsExactly(Control.values());
        assertThat(sweep.objectives())
                .containsExactly(
                        new Objective("validation_error", Direction.MINIMIZE),
                        new Objective("bytes", Direction.MINIMIZE),
                        new Objective("macs", Direction.MINIMIZE));
    }
}
