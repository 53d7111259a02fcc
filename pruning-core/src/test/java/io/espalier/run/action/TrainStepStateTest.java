package io.espalier.run.action;

import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.EPOCH;
import static io.espalier.run.Chains.MLP;
import static io.espalier.run.Chains.batches;
import static io.espalier.run.Chains.context;
import static io.espalier.run.Chains.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.Dataset;
import io.espalier.engine.Loop;
import io.espalier.recipe.Train.Keep;
import io.espalier.result.CurveRow;
import io.espalier.result.TrialRecords;
import io.espalier.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainStepStateTest {
    private static final double[] ERRORS = {0.5, 0.3, 0.4, 0.2, 0.6};

    /** Its weights are how often they were copied. */
    private static final class Counting implements Loop {
        private int copies;

        @Override
        public double step(int[] order, int from, int to, double rate) {
            throw new UnsupportedOperationException();
        }

        @Override
        public float[] logits(Dataset examples) {
            throw new UnsupportedOperationException();
        }

        @Override
        public float[] weights() {
            copies++;
            return new float[] {copies};
        }

        @Override
        public Map<String, float[]> moments() {
            return Map.of();
        }

        @Override
        public long steps() {
            return 0;
        }

        @Override
        public void restore(Map<String, float[]> moments, long steps) {}

        @Override
        public void close() {}
    }

    private static Snapshot trained(Keep keep) {
        ExecutionContext context = context(MLP, 1);
        TrainStepState state = new TrainStepState(context, run(context, null, List.of()), keep);
        Counting loop = new Counting();
        for (int i = 0; i < ERRORS.length; i++) {
            CurveRow.Point evaluation = new CurveRow.Point(
                    0, i + 1, (i + 1L) * EPOCH, 0.01, 1, TrialRecords.scores("error", ERRORS[i], "nll", 1), null, null);
            state.evaluated(
                    loop,
                    batches(ADAM, keep, 5, (long) i * EPOCH, (i + 1L) * EPOCH),
                    evaluation,
                    state.progress().trained(1, EPOCH, 0));
        }
        return state.leave(loop);
    }

    @Test
    void copiesTheWeightsOnceHoweverManyEvaluationsThereAre() {
        Snapshot last = trained(Keep.LAST);
        assertThat(last.weights().values()).containsExactly(1);
        assertThat(last.training()).isNotNull();
        assertThat(last.training().best()).isNull();
        assertThat(last.curve()).hasSize(ERRORS.length);
        assertThat(last.progress().epochs()).isEqualTo(ERRORS.length);
    }

    @Test
    void copiesThemAtEvaluationsThatAreTheBestSoFarWhereThoseAreKept() {
        Snapshot best = trained(Keep.BEST);
        assertThat(best.training()).isNotNull();
        assertThat(best.training().best()).isNotNull();
        assertThat(best.training().best().values()).containsExactly(3);
        assertThat(best.training().summary().bestEpoch()).isEqualTo(4);
        assertThat(best.weights().values()).containsExactly(4);
    }
}
