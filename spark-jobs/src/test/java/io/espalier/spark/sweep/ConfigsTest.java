package io.espalier.spark.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.config.SweepConfig;
import io.espalier.spark.LocalSpark;
import io.espalier.spark.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file under {@code configs} can be run as it is, given its data. */
class ConfigsTest {
    @TempDir
    private Path folder;

    static List<Path> files() throws IOException {
        return Repository.configs();
    }

    @BeforeEach
    void startSpark() {
        LocalSpark.session();
    }

    @ParameterizedTest
    @MethodSource("files")
    void plansEveryFile(Path file) throws IOException {
        SweepConfig sweep = SweepConfig.load(file, List.of());
        assertThat(file.getFileName()).hasToString(sweep.name() + ".yaml");

        SweepPlan plan = SweepPlan.of(SweepConfig.load(file, dataThatIsHere(sweep)));
        assertThat(plan.trials())
                .hasSizeGreaterThanOrEqualTo(
                        sweep.points().size() * sweep.seeds().size());
        assertThat(Forecast.of(plan).shared().steps()).isPositive();
    }

    private List<String> dataThatIsHere(SweepConfig sweep) {
        String source = sweep.points().get(0).data().source().getClass().getSimpleName();
        return switch (source) {
            case "Digits" -> List.of();
            case "ParquetTable" -> List.of("data.path=" + tableOfOnesOwn());
            default -> List.of("data={source: digits}");
        };
    }

    /** The columns that configs/own-table.yaml names, and two classes. */
    private Path tableOfOnesOwn() {
        Path table = folder.resolve("table.parquet");
        LocalSpark.session()
                .range(60)
                .select(
                        functions.col("id").multiply(0.1).as("length"),
                        functions
                                .array(
                                        functions.col("id").mod(7),
                                        functions.col("id").mod(5))
                                .as("counts"),
                        functions
                                .when(functions.col("id").mod(2).equalTo(0), "even")
                                .otherwise("odd")
                                .as("kind"))
                .write()
                .parquet(table.toString());
        return table;
    }
}
