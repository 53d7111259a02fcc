package io.espalier.spark.ml;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Every stage that we add to MLlib, fitted to some digits: what tests of all of them begin with. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings({"unchecked", "rawtypes"})
abstract class FittedStages {
    Path folder;
    Dataset<Row> digits;
    private List<Stage> stages;

    /** An estimator, its model, and a param whose values a grid can try. */
    record Stage(
            ProbabilisticClassifier estimator,
            ProbabilisticClassificationModel model,
            Param<String> param,
            List<String> values) {
        Stream<PipelineStage> both() {
            return Stream.of(estimator, model);
        }

        @Override
        public String toString() {
            return estimator.getClass().getSimpleName();
        }
    }

    @BeforeAll
    void fitEveryStage(@TempDir Path temporary) throws IOException {
        folder = temporary;
        digits = new VectorAssembler()
                .setInputCols(DigitsTable.pixels())
                .setOutputCol("features")
                .transform(DigitsTable.of(300))
                .select("id", "features", "image", "label")
                .cache();
        NetworkClassifier classifier = new NetworkClassifier()
                .setNetwork("{ family: mlp, hidden: [12] }")
                .setMaxIter(2)
                .setSeed(3);
        CompressionSweep sweep = new CompressionSweep()
                .setNetwork("{ family: mlp, hidden: [12] }")
                .setRecipe("[{ train: { epochs: 2 } }, { prune: { criterion: magnitude, sparsity: $sparsity } }]")
                .setGrid("{ sparsity: [0.5] }")
                .setSeeds(1)
                .setControls("[]")
                .setOutputPath(folder.resolve("sweeps").toString());
        stages = List.of(
                new Stage(
                        classifier,
                        classifier.fit(digits),
                        classifier.network(),
                        List.of("{ family: mlp, hidden: [4] }", "{ family: mlp, hidden: [16] }")),
                new Stage(
                        sweep, sweep.fit(digits), sweep.grid(), List.of("{ sparsity: [0.9] }", "{ sparsity: [0.2] }")));
    }

    List<Stage> stages() {
        return stages;
    }
}
