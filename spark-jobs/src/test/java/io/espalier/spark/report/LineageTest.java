package io.espalier.spark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.DataSpec;
import io.espalier.data.source.Digits;
import io.espalier.network.zoo.Mlp;
import io.espalier.plan.TrialChains;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.SweepTree;
import io.espalier.recipe.NewWeights;
import io.espalier.recipe.Reinitialize;
import io.espalier.recipe.Train;
import io.espalier.recipe.TrainingHooks;
import io.espalier.recipe.train.LearningRate;
import io.espalier.recipe.train.Optimizer;
import io.espalier.result.TrialRecords;
import io.espalier.result.TrialRow;
import io.espalier.sweep.Trial;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineageTest {
    private static final DataSpec DIGITS = new DataSpec(new Digits(), 0.2, 0.2, 0, DataSpec.Scaling.UNIT, null);

    private static Train train(int epochs) {
        return new Train(
                epochs,
                null,
                32,
                new Optimizer.Sgd(0.1, 0),
                new LearningRate.Constant(),
                null,
                null,
                Train.Keep.LAST,
                TrainingHooks.NONE,
                null);
    }

    private static final Trial TRIAL =
            new Trial(DIGITS, new Mlp(), 1, List.of(train(3), new Reinitialize(NewWeights.DRAWN, null), train(2)));

    private static SweepTree.Chain chain() throws IOException {
        return new TrialChains(Map.of(DIGITS, DIGITS.load()), "pytorch 2.7.1").of(TRIAL);
    }

    @Test
    void isTheChainWithTheEvaluationsOfATrainStepInOneLink() throws IOException {
        List<Lineage.Link> links = Lineage.of(chain()).links();
        assertThat(links)
                .extracting(link -> link.action().getClass().getSimpleName())
                .containsExactly(
                        "Initialize", "TrainBatches", "EndTraining", "Reinitialize", "TrainBatches", "EndTraining");
        assertThat(links.get(5).key()).isEqualTo(chain().end());
        Action.TrainBatches first = (Action.TrainBatches) links.get(1).action();
        assertThat(first.from()).isZero();
        assertThat(first.to()).isEqualTo(3 * 34);
        assertThat(links.get(0).key()).isEqualTo(chain().root().key().then(new Action.Initialize()));
    }

    @Test
    void refusesDataThatHaveChanged() {
        TrialRow row = TrialRecords.completed("a").trial();
        assertThatThrownBy(() -> Lineage.of(TRIAL, row))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot work out the lineage of a: its data have changed since it ran");
    }
}
