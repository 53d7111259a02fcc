package io.espalier.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.SealedTypes;
import io.espalier.augmentation.Augmentation;
import io.espalier.baseline.Baseline;
import io.espalier.binding.Binder;
import io.espalier.binding.Name;
import io.espalier.binding.Spelling;
import io.espalier.codec.Codec;
import io.espalier.config.SweepFile;
import io.espalier.criterion.Criterion;
import io.espalier.data.DatasetSource;
import io.espalier.metric.Metric;
import io.espalier.network.NetworkFamily;
import io.espalier.penalty.Penalty;
import io.espalier.projection.Projection;
import io.espalier.prune.Granularity;
import io.espalier.prune.Scope;
import io.espalier.prune.SparsitySchedule;
import io.espalier.recipe.Step;
import io.espalier.recipe.train.LearningRate;
import io.espalier.recipe.train.Optimizer;
import io.espalier.reconstruction.Reconstructor;
import io.espalier.reparameterization.Reparameterization;
import io.espalier.spark.cli.Words;
import io.espalier.spark.sweep.SweepPlan;
import io.espalier.sweep.Control;
import io.espalier.sweep.SweepConfig;
import io.espalier.task.Task;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages say can be done so. */
class ReadmeTest {
    /** What a snippet that is only a part of a sweep is put into. */
    private static final String AROUND = """
        name: around
        data: { source: digits }
        network: { family: mlp, hidden: [64, 32] }
        seeds: [1]
        recipe: [{ train: { epochs: 1 } }]
        objectives: { validation_error: min }
        """;

    @TempDir
    private Path folder;

    static List<String> snippets() throws IOException {
        return Repository.blocks("yaml").toList();
    }

    static List<String> commands() throws IOException {
        return Repository.blocks("sh")
                .flatMap(block -> block.replace("\\\n", " ").lines())
                .filter(line -> line.startsWith("./scripts/espalier ") || line.contains("espalier.jar "))
                .map(line -> line.replaceFirst("^.*?(scripts/espalier|espalier\\.jar) ", ""))
                .toList();
    }

    private static Stream<MatchResult> matches(String pattern) throws IOException {
        return Pattern.compile(pattern).matcher(Repository.text()).results();
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void plansEverySnippet(String snippet) throws IOException {
        LocalSpark.session();
        Map<String, String> keys = keys(AROUND);
        keys.putAll(keys(snippet));
        Path file = Files.writeString(folder.resolve("snippet.yaml"), String.join("", keys.values()));
        boolean here = !snippet.contains("source:") || snippet.contains("source: digits");
        SweepConfig sweep = SweepFile.load(file.toString(), here ? List.of() : List.of("data={source: digits}"));

        assertThat(SweepFile.load(file.toString(), List.of()).points()).isNotEmpty();
        assertThat(SweepPlan.of(sweep).trials()).isNotEmpty();
    }

    private static Map<String, String> keys(String yaml) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String part : yaml.split("(?m)^(?=[a-z])")) {
            keys.put(part.split(":", 2)[0], part);
        }
        return keys;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void parsesEveryCommand(String command) {
        Words.of(command).parse();
    }

    @Test
    void namesOnlyFilesThatAreThere() throws IOException {
        assertThat(matches("(?<![\\w/])(?:scripts|configs|pruning-core/src|spark-jobs/src)/[\\w./-]*\\w")
                        .map(MatchResult::group))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(Repository.root().resolve(path)).exists());
    }

    @Test
    void linksOnlyToFilesThatAreThere() throws IOException {
        for (Path page : Repository.pages()) {
            assertThat(Pattern.compile("\\]\\((?!http|#)([^)#]+)")
                            .matcher(Files.readString(page))
                            .results())
                    .as(page.toString())
                    .allSatisfy(link ->
                            assertThat(page.resolveSibling(link.group(1))).exists());
        }
    }

    @Test
    void beginsWithAPageThatIsReadInOneSitting() throws IOException {
        assertThat(Files.readAllLines(Repository.root().resolve("README.md"))).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void namesOnlyTestsThatAreThere() throws IOException {
        List<String> tests;
        try (Stream<Path> files = Files.walk(Repository.root())) {
            tests = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .toList();
        }
        assertThat(matches("`(\\w+Test)`").map(test -> test.group(1) + ".java"))
                .isNotEmpty()
                .isSubsetOf(tests);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Criterion.class,
                Granularity.class,
                Scope.class,
                SparsitySchedule.class,
                Step.class,
                Codec.class,
                Reconstructor.class,
                Metric.class,
                Penalty.class,
                Reparameterization.class,
                Projection.class,
                Augmentation.class,
                Optimizer.class,
                LearningRate.class,
                Control.class,
                Baseline.class,
                NetworkFamily.class,
                DatasetSource.class,
                Task.class
            })
    void listsExactlyWhatThereIs(Class<?> family) throws IOException {
        String list = matches("(?s)<!-- list: " + Spelling.of(family.getSimpleName()) + " -->\n(.*?)\n\n")
                .findFirst()
                .orElseThrow()
                .group(1);
        assertThat(Pattern.compile("(?m)^(?:\\| |- )`([^`]+)`")
                        .matcher(list)
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(names(family).toList());
    }

    @Test
    void addsTheCriterionThatItShows() throws Exception {
        String source = Repository.shownCriterion();
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(Criterion.class.getName()), "org.example.Slope");
        Path file = Files.createDirectories(folder.resolve("org/example")).resolve("Slope.java");
        Files.writeString(file, source);
        String classPath = System.getProperty("java.class.path");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", classPath, "-proc:none", "-d", folder + "", file + ""))
                .isZero();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            Criterion slope = new Binder(loader).parse("{\"slope\":{\"examples\":64}}", Criterion.class);
            assertThat(slope).hasToString("Slope[examples=64]");
            assertThat(new Binder(loader).parse("\"slope\"", Criterion.class)).hasToString("Slope[examples=256]");
        }
    }

    private static Stream<String> names(Class<?> family) {
        if (family.isEnum()) {
            return Arrays.stream(family.getEnumConstants()).map(constant -> Spelling.of((Enum<?>) constant));
        } else if (family.isSealed()) {
            return SealedTypes.of(family).map(ReadmeTest::name);
        }
        return ServiceLoader.load(family).stream()
                .map(ServiceLoader.Provider::type)
                .map(ReadmeTest::name);
    }

    private static String name(Class<?> type) {
        Name name = type.getAnnotation(Name.class);
        return name == null ? Spelling.of(type.getSimpleName()) : name.value();
    }
}
