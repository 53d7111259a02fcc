package io.espalier.spark.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.config.SweepFile;
import io.espalier.paper.Figure;
import io.espalier.paper.Paper;
import io.espalier.spark.LocalSpark;
import io.espalier.spark.Repository;
import io.espalier.spark.data.CsvSource;
import io.espalier.spark.report.PaperReport;
import io.espalier.spark.table.SweepSql;
import io.espalier.storage.LocalStorage;
import io.espalier.sweep.SweepConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
        SweepConfig sweep = SweepFile.load(file.toString(), Repository.networkThatIsHere(file));
        assertThat(file.getFileName()).hasToString(sweep.name() + ".yaml");

        SweepPlan plan = SweepPlan.of(SweepFile.load(file.toString(), whatIsHere(file, sweep)));
        assertThat(plan.trials())
                .hasSizeGreaterThanOrEqualTo(
                        sweep.points().size() * sweep.seeds().size());
        assertThat(SweepEstimate.of(plan).shared().steps()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("files")
    void asksForFiguresThatTheTablesHave(Path file) throws Exception {
        Paper paper = SweepFile.load(file.toString(), Repository.networkThatIsHere(file))
                .paper();
        try (SweepSql empty = SweepSql.open(LocalStorage.at(folder))) {
            for (Figure figure : paper == null ? List.<Figure>of() : paper.figures()) {
                assertThat(empty.query(figure.query()).columns())
                        .as(figure.name())
                        .containsExactly(Figure.VALUE);
            }
        }
    }

    @Test
    void keepsResultsOfConfigsAsTheyStand() throws IOException {
        Path results = Repository.root().resolve("configs/papers/results");
        for (Path kept : folders(results)) {
            Path config = results.resolveSibling(kept.getFileName() + ".yaml");
            assertThat(config).as("the config of %s", kept).exists();
            SweepConfig sweep = SweepFile.load(config.toString(), List.of());
            PaperReport report = PaperReport.of(sweep, Objects.requireNonNull(sweep.paper()), LocalStorage.at(kept));
            assertThat(report.found())
                    .as("trials of %s that are kept: run it again and `papers keep`", config)
                    .isEqualTo(report.planned());
        }
    }

    private static List<Path> folders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    private List<String> whatIsHere(Path file, SweepConfig sweep) throws IOException {
        List<String> all = new ArrayList<>(Repository.networkThatIsHere(file));
        all.addAll(dataThatIsHere(sweep));
        return all;
    }

    private List<String> dataThatIsHere(SweepConfig sweep) {
        if (sweep.points().get(0).data().source() instanceof CsvSource csv
                && Files.exists(Repository.root().resolve(csv.path()))) {
            return List.of("data.path=" + Repository.root().resolve(csv.path()));
        }
        String source = sweep.points().get(0).data().source().getClass().getSimpleName();
        return switch (source) {
            case "Digits", "Moons", "Circles", "Spirals" -> List.of();
            case "CorpusSource" -> List.of("data.path=" + Repository.root().resolve("configs/moby-dick.txt.gz"));
            case "ParquetSource" -> List.of("data.path=" + tableOfOnesOwn());
            default -> List.of("data={source: digits, resize: 32}");
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
