package io.espalier.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.spark.LocalSpark;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A saved pipeline, loaded by a JVM that knows nothing of this one, predicts the same bits. */
class NewJvmTest {
    private static final int ROWS = 200;

    @TempDir
    private Path folder;

    @Test
    void predictsTheSameBitsInANewJvm() throws Exception {
        PipelineModel model = new Pipeline()
                .setStages(new PipelineStage[] {
                    new VectorAssembler().setInputCols(DigitsTable.pixels()).setOutputCol("assembled"),
                    new StandardScaler().setInputCol("assembled").setOutputCol("features"),
                    new NetworkClassifier().setMaxIter(2).setPredictionCol("first"),
                    new CompressionSweep()
                            .setRecipe("[{ train: { epochs: 1 } }, { prune: { criterion: magnitude, sparsity: 0.5,"
                                    + " granularity: neuron } }]")
                            .setSeeds(1)
                            .setControls("[]")
                            .setRawPredictionCol("raw")
                            .setProbabilityCol("")
                            .setOutputPath(folder.resolve("sweeps").toString())
                })
                .fit(DigitsTable.of(ROWS));
        String path = folder.resolve("model").toString();
        model.save(path);

        assertThat(predictionsOfANewJvm(path)).isEqualTo(predictions(model)).hasSize(ROWS);
    }

    private List<String> predictionsOfANewJvm(String path) throws Exception {
        Path output = folder.resolve("predictions");
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-D"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                NewJvmTest.class.getName(),
                path,
                output.toString()));
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int status = process.waitFor();
        assertThat(status).as(read(log)).isZero();
        return Files.readAllLines(output);
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static List<String> predictions(PipelineModel model) throws IOException {
        return model
                .transform(DigitsTable.of(ROWS).repartition(3))
                .select("id", "rawPrediction", "probability", "first", "raw", "prediction")
                .orderBy("id")
                .collectAsList()
                .stream()
                .map(Row::toString)
                .toList();
    }

    public static void main(String[] arguments) throws IOException {
        LocalSpark.session();
        Files.write(Path.of(arguments[1]), predictions(PipelineModel.load(arguments[0])));
    }
}
