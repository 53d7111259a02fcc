package io.espalier.run;

import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.BATCH;
import static io.espalier.run.Chains.DATA;
import static io.espalier.run.Chains.EPOCH;
import static io.espalier.run.Chains.chain;
import static io.espalier.run.Chains.run;
import static io.espalier.run.Chains.setting;
import static io.espalier.run.Chains.training;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.engine.Inference;
import io.espalier.network.Mlp;
import io.espalier.network.NetworkFamily;
import io.espalier.plan.Action;
import io.espalier.plan.SweepTree.Chain;
import io.espalier.recipe.Distillation;
import io.espalier.recipe.Distillation.Match;
import io.espalier.recipe.Distillation.Teacher;
import io.espalier.recipe.LearningRate;
import io.espalier.recipe.Slots;
import io.espalier.recipe.Step;
import io.espalier.recipe.Train;
import io.espalier.recipe.Train.Keep;
import io.espalier.snapshot.Snapshot;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistillationTest {
    private static final NetworkFamily SMALL = new Mlp(List.of(3), Mlp.Activation.RELU);
    private static final NetworkFamily LARGE = new Mlp(List.of(40), Mlp.Activation.RELU);
    private static final List<Step> RECIPE = List.of(
            new Train(6, null, BATCH, ADAM, new LearningRate.Constant(), null, null, Keep.LAST, Slots.NONE, null));

    private static List<Action> learning(Distillation distill, int epochs) {
        Slots slots = new Slots(List.of(), null, List.of(), null, null, distill, null);
        return LongStream.range(0, epochs)
                .mapToObj(e -> (Action) new Action.TrainSpan(
                        BATCH,
                        ADAM,
                        new LearningRate.Constant(),
                        null,
                        Keep.LAST,
                        e * EPOCH,
                        (e + 1) * EPOCH,
                        null,
                        slots))
                .toList();
    }

    private static double distance(Setting setting, Snapshot student, float[] teacher) {
        float[] own = Inference.logits(setting.network(), student.weights().values(), DATA.train());
        double sum = 0;
        for (int i = 0; i < own.length; i++) {
            sum += (own[i] - teacher[i]) * (own[i] - teacher[i]);
        }
        return sum / own.length;
    }

    @Test
    void learnsWhatAnotherNetworkGives() throws IOException {
        Vault vault = Chains.vault();
        Setting setting = setting(vault, SMALL, 1);
        Distillation distill = new Distillation(null, new Teacher(LARGE, RECIPE), Match.LOGITS, 4, 1);
        Snapshot taught = run(setting, null, learning(distill, 25));
        Snapshot alone = run(setting, null, Chains.epochs(ADAM, 0, 25));

        float[] teacher = setting.relatives().logits(distill.teacher());
        assertThat(distance(setting, taught, teacher)).isLessThan(0.75 * distance(setting, alone, teacher));
        Chain chain = Chain.ofRecipe(Chains.root(LARGE, 1), RECIPE, DATA.train().size());
        Snapshot stored =
                vault.snapshot(chain.end(), setting(vault, LARGE, 1).network()).orElseThrow();
        assertThat(Chains.same(stored, run(setting(LARGE, 1), null, training(ADAM, 6))))
                .isTrue();
    }

    @Test
    void learnsFromItselfAsItWas() {
        Setting setting = setting(SMALL, 1);
        Snapshot dense = run(setting, null, chain(training(ADAM, 3), List.of(new Action.Mark("dense"))));
        Distillation distill = new Distillation("dense", null, Match.LOGITS, 4, 1);
        Snapshot pruned = run(setting, dense, Chains.pruning(0.5));
        Snapshot taught = run(setting, pruned, learning(distill, 8));
        float[] teacher = Inference.logits(setting.network(), dense.weights().values(), DATA.train());
        assertThat(distance(setting, taught, teacher)).isLessThan(0.5 * distance(setting, pruned, teacher));
    }

    @Test
    void learnsTheSameWhereItIsCutIntoSpans() {
        Setting setting = setting(SMALL, 1);
        List<Action> spans =
                learning(new Distillation(null, new Teacher(LARGE, RECIPE), Match.SOFT_TARGETS, 4, 0.7), 3);
        Snapshot start = run(setting, null, List.of());
        Snapshot whole = new Actions(setting).apply(start, spans);
        assertThat(Chains.same(run(setting, Chains.stored(setting, start), spans), whole))
                .isTrue();
    }
}
