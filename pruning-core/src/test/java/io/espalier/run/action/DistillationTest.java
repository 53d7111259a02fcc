package io.espalier.run.action;

import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.BATCH;
import static io.espalier.run.Chains.DATA;
import static io.espalier.run.Chains.EPOCH;
import static io.espalier.run.Chains.chain;
import static io.espalier.run.Chains.onTorch;
import static io.espalier.run.Chains.run;
import static io.espalier.run.Chains.training;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.network.NetworkFamily;
import io.espalier.network.zoo.Mlp;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.SweepTree.Chain;
import io.espalier.recipe.Distillation;
import io.espalier.recipe.Distillation.Match;
import io.espalier.recipe.Distillation.Teacher;
import io.espalier.recipe.Step;
import io.espalier.recipe.Train;
import io.espalier.recipe.Train.Keep;
import io.espalier.recipe.TrainingHooks;
import io.espalier.recipe.train.LearningRate;
import io.espalier.run.Chains;
import io.espalier.run.store.StepStore;
import io.espalier.snapshot.Snapshot;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistillationTest {
    private static final NetworkFamily SMALL = new Mlp(List.of(3), Mlp.Activation.RELU);
    private static final NetworkFamily LARGE = new Mlp(List.of(40), Mlp.Activation.RELU);
    private static final List<Step> RECIPE = List.of(new Train(
            6, null, BATCH, ADAM, new LearningRate.Constant(), null, null, Keep.LAST, TrainingHooks.NONE, null));

    private static List<Action> learning(Distillation distill, int epochs) {
        TrainingHooks hooks = new TrainingHooks(List.of(), null, List.of(), null, null, distill, null);
        return LongStream.range(0, epochs)
                .mapToObj(e -> (Action) new Action.TrainBatches(
                        BATCH,
                        ADAM,
                        new LearningRate.Constant(),
                        null,
                        Keep.LAST,
                        e * EPOCH,
                        (e + 1) * EPOCH,
                        null,
                        hooks))
                .toList();
    }

    private static double distance(ExecutionContext context, Snapshot student, float[] teacher) {
        float[] own = context.logits(student.weights().values(), DATA.train());
        double sum = 0;
        for (int i = 0; i < own.length; i++) {
            sum += (own[i] - teacher[i]) * (own[i] - teacher[i]);
        }
        return sum / own.length;
    }

    @Test
    void learnsWhatAnotherNetworkGives() throws IOException {
        StepStore stepStore = Chains.stepStore();
        ExecutionContext context = onTorch(stepStore, SMALL, 1);
        Distillation distill = new Distillation(null, new Teacher(LARGE, RECIPE), Match.LOGITS, 4, 1);
        Snapshot taught = run(context, null, learning(distill, 25));
        Snapshot alone = run(context, null, Chains.epochs(ADAM, 0, 25));

        float[] teacher = context.references().logits(learning(distill, 25).get(0));
        assertThat(distance(context, taught, teacher)).isLessThan(0.75 * distance(context, alone, teacher));
        Chain chain = Chain.ofRecipe(Chains.root(LARGE, 1), RECIPE, DATA.train().size());
        Snapshot stored = stepStore
                .snapshot(chain.end(), onTorch(stepStore, LARGE, 1).network())
                .orElseThrow();
        assertThat(Chains.same(stored, run(onTorch(LARGE, 1), null, training(ADAM, 6))))
                .isTrue();
    }

    @Test
    void learnsFromItselfAsItWas() {
        ExecutionContext context = onTorch(SMALL, 1);
        Snapshot dense = run(context, null, chain(training(ADAM, 3), List.of(new Action.Mark("dense"))));
        Distillation distill = new Distillation("dense", null, Match.LOGITS, 4, 1);
        Snapshot pruned = run(context, dense, Chains.pruning(0.5));
        Snapshot taught = run(context, pruned, learning(distill, 8));
        float[] teacher = context.logits(dense.weights().values(), DATA.train());
        assertThat(distance(context, taught, teacher)).isLessThan(0.5 * distance(context, pruned, teacher));
    }

    @Test
    void learnsTheSameWhereItIsCutIntoParts() {
        ExecutionContext context = onTorch(SMALL, 1);
        List<Action> parts =
                learning(new Distillation(null, new Teacher(LARGE, RECIPE), Match.SOFT_TARGETS, 4, 0.7), 3);
        Snapshot start = run(context, null, List.of());
        Snapshot whole = new ActionExecutor(context).apply(start, parts);
        assertThat(Chains.same(run(context, Chains.stored(context, start), parts), whole))
                .isTrue();
    }
}
