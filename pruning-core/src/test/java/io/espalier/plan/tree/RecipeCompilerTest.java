package io.espalier.plan.tree;

import static io.espalier.plan.Recipes.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.plan.tree.Action.TrainBatches;
import io.espalier.prune.MaskPlacement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeCompilerTest {
    private static final int EXAMPLES = 40;

    private static List<Action> unroll(String... singleQuoted) {
        return RecipeCompiler.of(steps(singleQuoted), EXAMPLES);
    }

    private static List<TrainBatches> parts(String train) {
        return unroll(train).stream()
                .filter(TrainBatches.class::isInstance)
                .map(TrainBatches.class::cast)
                .toList();
    }

    private static int commonPrefix(List<Action> one, List<Action> other) {
        int common = 0;
        while (common < Math.min(one.size(), other.size()) && one.get(common).equals(other.get(common))) {
            common++;
        }
        return common;
    }

    @Test
    void beginsWithTheInitialWeights() {
        assertThat(unroll("{'train':{'epochs':0}}"))
                .containsExactly(
                        new Action.Initialize(),
                        new Action.EndTraining(io.espalier.recipe.Train.Keep.LAST, Action.Zeros.FREE));
    }

    @Test
    void cutsTrainingAfterEveryEpoch() {
        List<TrainBatches> parts = parts("{'train':{'epochs':3,'batch':16}}");
        assertThat(parts)
                .extracting(TrainBatches::from)
                .as("3 batches, the last of 8")
                .containsExactly(0L, 3L, 6L);
        assertThat(parts).extracting(TrainBatches::to).containsExactly(3L, 6L, 9L);
    }

    @Test
    void cutsTrainingWhereItIsEvaluated() {
        List<TrainBatches> parts = parts("{'train':{'iterations':10,'batch':16,'evaluate-every':4}}");
        assertThat(parts).extracting(TrainBatches::from).containsExactly(0L, 4L, 8L);
        assertThat(parts)
                .extracting(TrainBatches::to)
                .as("the last one is shorter")
                .containsExactly(4L, 8L, 10L);
    }

    @Test
    void refusesMoreEvaluationsThanAPlanCanHold() {
        assertThatThrownBy(() -> unroll("{'train':{'epochs':1000000}}"))
                .hasMessage(
                        "Invalid train.evaluate-every: 2 (must leave at most 100000 evaluations in 2000000 iterations)");
    }

    @Test
    void takesABatchBeyondTheDataForAllOfIt() {
        assertThat(parts("{'train':{'epochs':2,'batch':64}}"))
                .extracting(TrainBatches::to)
                .containsExactly(1L, 2L);
    }

    @Test
    void doesNotTellEpochsFromAsManyIterations() {
        assertThat(unroll("{'train':{'epochs':2,'batch':10}}"))
                .isEqualTo(unroll("{'train':{'iterations':8,'batch':10}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'constant'", "{'steps':{'at':[1]}}", "{'warm-up':{'epochs':1}}"})
    void sharesTheBeginningOfALongerTrainingWhereTheRateDoesNotKnowItsEnd(String schedule) {
        List<Action> shorter = unroll("{'train':{'epochs':2,'schedule':" + schedule + "}}");
        List<Action> longer = unroll("{'train':{'epochs':5,'schedule':" + schedule + "}}");
        assertThat(commonPrefix(shorter, longer))
                .as("initialise and 2 epochs, all but the end of the step")
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'cosine'", "{'warm-up':{'epochs':1,'then':'cosine'}}"})
    void sharesNoTrainingOfAnotherLengthWhereTheRateDependsOnIt(String schedule) {
        List<Action> shorter = unroll("{'train':{'epochs':2,'schedule':" + schedule + "}}");
        List<Action> longer = unroll("{'train':{'epochs':5,'schedule':" + schedule + "}}");
        assertThat(commonPrefix(shorter, longer)).isEqualTo(1);
    }

    @Test
    void scoresBeforeItSelectsSoThatAllSparsitiesShareTheScores() {
        List<Action> half = unroll("{'prune':{'criterion':'snip','sparsity':0.5}}");
        List<Action> most = unroll("{'prune':{'criterion':'snip','sparsity':0.9}}");
        assertThat(half)
                .extracting(Object::getClass)
                .containsExactly(Action.Initialize.class, Action.Score.class, Action.Select.class);
        assertThat(commonPrefix(half, most)).isEqualTo(2);
    }

    @Test
    void scoresAnewInEachRoundInsideOnePruneStep() {
        List<Action> actions = unroll("{'prune':{'sparsity':0.75,'rounds':2,'schedule':'geometric'}}");
        assertThat(actions).hasSize(5);
        assertThat(actions.get(3)).isEqualTo(actions.get(1)).isInstanceOf(Action.Score.class);
        assertThat(List.of(actions.get(2), actions.get(4)))
                .extracting(select -> ((Action.Select) select).sparsity())
                .containsExactly(0.5, 0.75);
    }

    @Test
    void placesOnlyTheLastRoundAtRandomSoThatLayerSizesStayTheCriterions() {
        String prune = "{'prune':{'criterion':'synflow','sparsity':0.9,'rounds':3,'placement':'%s'}}";
        List<Action> chosen = unroll(prune.formatted("chosen"));
        List<Action> shuffled = unroll(prune.formatted("shuffled"));
        assertThat(commonPrefix(chosen, shuffled)).isEqualTo(chosen.size() - 1);
        assertThat(((Action.Select) shuffled.get(6)).placement()).isEqualTo(MaskPlacement.SHUFFLED);
    }

    @Test
    void marksWhatIsLabelledWhetherOrNotARewindAsksForIt() {
        List<Action> rewound = unroll(
                "{'train':{'epochs':1,'label':'early'}}", "{'prune':{'sparsity':0.5}}", "{'rewind':{'to':'early'}}");
        List<Action> not = unroll("{'train':{'epochs':1,'label':'early'}}", "{'train':{'epochs':1}}");
        assertThat(rewound).contains(new Action.Mark("early"), new Action.Rewind("early"));
        assertThat(commonPrefix(rewound, not)).as("up to and with the mark").isEqualTo(4);
    }

    @Test
    void sharesTheDenseTrainingWithARecipeThatRewindsToTheInitialWeights() {
        List<Action> dense = unroll("{'train':{'epochs':3}}");
        List<Action> ticket = unroll("{'train':{'epochs':3}}", "{'prune':{'sparsity':0.5}}", "'rewind'");
        assertThat(commonPrefix(dense, ticket)).isEqualTo(dense.size());
        assertThat(ticket).endsWith(new Action.Rewind("init"));
    }

    @Test
    void refusesARecipeThatWasNotFlattened() {
        assertThatThrownBy(() -> unroll("'measure'"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("flatten the recipe first");
    }
}
