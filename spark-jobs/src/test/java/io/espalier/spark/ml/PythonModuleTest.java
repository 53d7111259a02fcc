package io.espalier.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.spark.LocalSpark;
import io.espalier.spark.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.param.Param;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Python module has every param of the stages; {@code scripts/bench/pyspark-check} runs it. */
class PythonModuleTest {
    private static final Path MODULE = Repository.root().resolve("scripts/python/espalier");

    @BeforeAll
    static void startSpark() {
        LocalSpark.session();
    }

    static List<Estimator<?>> stages() {
        return List.of(
                new NetworkClassifier(),
                new NetworkRegressor(),
                new NetworkMultiLabelClassifier(),
                new CompressionSweep());
    }

    @ParameterizedTest
    @MethodSource("stages")
    void declaresEveryParam(Estimator<?> stage) throws IOException {
        String params = Files.readString(MODULE.resolve("params.py"))
                .replaceAll("\"\\s+\"", "")
                .replaceAll("\\(\\s+|\\s+", " ");
        assertThat(own(stage)).isNotEmpty().allSatisfy(param -> assertThat(params)
                .contains("\"" + param.name() + "\", \"" + param.doc() + "\",")
                .contains("def get" + title(param) + "(self)"));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void takesEveryParam(Estimator<?> stage) throws IOException {
        String name = stage.getClass().getSimpleName();
        String estimator = classIn(MODULE, name);
        if (estimator.contains("NetworkEstimator[\"" + name)) {
            estimator += classIn(MODULE, "NetworkEstimator");
        }
        String text = estimator;
        assertThat(own(stage)).allSatisfy(param -> assertThat(text)
                .contains("        " + param.name() + ": ")
                .contains("def set" + title(param) + "(self, value: "));
    }

    private static List<Param<?>> own(Estimator<?> stage) {
        List<String> inherited = Arrays.stream(new LogisticRegression().params())
                .map(Param::name)
                .filter(name -> name.endsWith("Col") || name.equals("thresholds"))
                .filter(name -> !name.equals("weightCol"))
                .toList();
        return Arrays.stream(stage.params())
                .filter(param -> !inherited.contains(param.name()))
                .<Param<?>>map(param -> param)
                .toList();
    }

    private static String title(Param<?> param) {
        return Character.toUpperCase(param.name().charAt(0)) + param.name().substring(1);
    }

    private static String classIn(Path module, String name) throws IOException {
        try (Stream<Path> files = Files.list(module)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".py")).toList()) {
                String text = Files.readString(file);
                int start = text.indexOf("class " + name + "(");
                if (start >= 0) {
                    return text.substring(start);
                }
            }
        }
        throw new IOException("no class " + name);
    }
}
