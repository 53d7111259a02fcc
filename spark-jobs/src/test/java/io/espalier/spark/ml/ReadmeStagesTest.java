package io.espalier.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.spark.LocalSpark;
import io.espalier.spark.Repository;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the Java of spark-jobs/README.md's section on pipelines, as it stands there. */
class ReadmeStagesTest {
    private static final String AROUND = """
        import io.espalier.spark.ml.*;
        import java.util.*;
        import org.apache.spark.ml.*;
        import org.apache.spark.ml.evaluation.*;
        import org.apache.spark.ml.feature.*;
        import org.apache.spark.ml.tuning.*;
        import org.apache.spark.sql.*;

        public class Example {
            public static Map<String, Object> run(SparkSession spark) throws Exception {
                %s
                return Map.of("accuracy", accuracy, "found", found, "small", small, "tuned", tuned);
            }
        }
        """;

    @TempDir
    private Path folder;

    @Test
    void runsWhatItShows() throws Exception {
        DigitsTable.of(300)
                .withColumnRenamed("word", "class")
                .drop("id", "image", "label")
                .write()
                .parquet(folder.resolve("table.parquet").toString());

        Map<String, Object> results = run();

        assertThat((double) results.get("accuracy")).isGreaterThan(0.9);
        CompressionSweepModel found = (CompressionSweepModel) results.get("found");
        assertThat(found.trials().where("control IS NULL").count()).isEqualTo(12);
        assertThat(((NetworkClassificationModel) results.get("small")).numClasses())
                .isEqualTo(10);
        double[] scores = ((CrossValidatorModel) results.get("tuned")).avgMetrics();
        assertThat(scores[1]).isGreaterThan(scores[0]);
        assertThat(folder.resolve("digits-model/metadata")).isDirectory();
    }

    private Map<String, Object> run() throws Exception {
        Path source = Files.writeString(folder.resolve("Example.java"), AROUND.formatted(shown()));
        String classPath = System.getProperty("java.class.path");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", classPath, "-proc:none", "-d", folder + "", source + ""))
                .isZero();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            return (Map<String, Object>) loader.loadClass("Example")
                    .getMethod("run", SparkSession.class)
                    .invoke(null, LocalSpark.session());
        }
    }

    /** With files where they are, and results in a folder of the test's own. */
    private String shown() throws IOException {
        return Repository.blocks("java")
                .filter(block -> !block.contains("package "))
                .collect(Collectors.joining("\n"))
                .replace("\"pruning-core/", "\"" + Repository.root() + "/pruning-core/")
                .replace("\"out/", "\"" + folder + "/");
    }
}
