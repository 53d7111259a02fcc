package io.espalier.plan;

import static io.espalier.plan.Recipes.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.StepKey;
import io.espalier.result.TrialRow;
import io.espalier.sweep.Control;
import io.espalier.sweep.Point;
import io.espalier.sweep.TrialId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final String DENSE = "{'train':{'epochs':4}}";
    private static final String TUNE = "{'train':{'epochs':2}}";
    private static final List<Control> ALL = Arrays.asList(Control.values());

    private static Planner planner(List<Control> controls) {
        return new Planner(Recipes.CHAINS, controls);
    }

    private static Point point(String axes, String... recipe) {
        return new Point(axes, Recipes.SPEC, Recipes.NETWORK, steps(recipe));
    }

    private static Point pruned(double sparsity) {
        return point("{\"sparsity\":" + sparsity + "}", DENSE, "{'prune':{'sparsity':" + sparsity + "}}", TUNE);
    }

    private static Point ladder(int rounds) {
        return point(
                "{}", DENSE, "{'repeat':{'rounds':" + rounds + ",'steps':[{'prune':{'fraction':0.5}}," + TUNE + "]}}");
    }

    private static List<PlannedTrial> candidates(List<PlannedTrial> trials) {
        return trials.stream().filter(trial -> trial.control() == null).toList();
    }

    private static Stream<String> siblings(TrialRow.Controls controls) {
        return Stream.of(
                controls.randomMaskTrial(),
                controls.reinitializeTrial(),
                controls.smallDenseTrial(),
                controls.extraTrainingTrial());
    }

    @Test
    void plansEveryPointWithEverySeedAndThenTheControls() {
        List<PlannedTrial> trials = planner(ALL)
                .plan(List.of(pruned(0.5), pruned(0.75)), List.of(1L, 2L))
                .trials();
        assertThat(candidates(trials)).hasSize(4).isEqualTo(trials.subList(0, 4));
        assertThat(candidates(trials)).extracting(trial -> trial.trial().seed()).containsExactly(1L, 2L, 1L, 2L);
        assertThat(trials)
                .as("3 controls for each candidate, and extra training that both sparsities share")
                .hasSize(4 + 3 * 4 + 2);
    }

    @Test
    void tellsEveryCandidateItsControls() {
        List<PlannedTrial> trials =
                planner(ALL).plan(List.of(pruned(0.5)), List.of(1L)).trials();
        List<String> ids = trials.stream().map(trial -> trial.id().hex()).toList();
        assertThat(siblings(trials.get(0).siblings())).containsExactlyElementsOf(ids.subList(1, 5));
        assertThat(trials.subList(1, 5)).extracting(PlannedTrial::control).containsExactly(Control.values());
        assertThat(trials.subList(1, 5))
                .allSatisfy(control -> assertThat(siblings(control.siblings())).containsOnlyNulls());
    }

    @Test
    void plansOnlyTheControlsThatAreAskedFor() {
        List<PlannedTrial> trials = planner(List.of(Control.REINITIALIZE))
                .plan(List.of(pruned(0.5)), List.of(1L))
                .trials();
        assertThat(trials).extracting(PlannedTrial::control).containsExactly(null, Control.REINITIALIZE);
        assertThat(siblings(trials.get(0).siblings()))
                .containsExactly(null, trials.get(1).id().hex(), null, null);
    }

    @Test
    void plansOnceWhatTwoPointsAskFor() {
        List<PlannedTrial> trials = planner(List.of())
                .plan(List.of(ladder(2), ladder(3)), List.of(1L))
                .trials();
        assertThat(trials).extracting(PlannedTrial::round).containsExactly(1, 2, 3);
    }

    @Test
    void countsAControlThatIsACandidateAsWellAsACandidate() {
        List<PlannedTrial> trials = planner(List.of(Control.EXTRA_TRAINING))
                .plan(List.of(pruned(0.5), point("{\"dense\":true}", DENSE, TUNE)), List.of(1L))
                .trials();
        assertThat(trials).hasSize(2);
        assertThat(trials).extracting(PlannedTrial::control).containsOnlyNulls();
        assertThat(trials.get(0).siblings().extraTrainingTrial())
                .isEqualTo(trials.get(1).id().hex());
        assertThat(trials.get(1).axes()).isEqualTo("{\"dense\":true}");
    }

    @Test
    void givesControlsTheAxesAndTheRoundOfTheFirstWhoAsks() {
        List<PlannedTrial> trials = planner(List.of(Control.EXTRA_TRAINING))
                .plan(List.of(pruned(0.5), pruned(0.75), ladder(2)), List.of(1L))
                .trials();
        List<PlannedTrial> controls = trials.subList(4, trials.size());
        assertThat(controls).extracting(PlannedTrial::axes).containsExactly("{\"sparsity\":0.5}", "{}");
        assertThat(controls).extracting(PlannedTrial::round).containsExactly(null, 2);
    }

    @Test
    void knowsTheEndOfEveryTrialsChain() {
        Plan plan = planner(ALL).plan(List.of(pruned(0.5), ladder(3)), List.of(1L, 2L));
        List<PlannedTrial> trials = plan.trials();
        assertThat(trials)
                .allSatisfy(trial -> assertThat(trial.end()).isEqualTo(Recipes.end(Recipes.CHAINS.of(trial.trial()))));
        Set<StepKey> nodes = new HashSet<>();
        plan.tree().nodes().forEach(node -> nodes.add(node.key()));
        assertThat(nodes).containsAll(trials.stream().map(PlannedTrial::end).toList());
    }

    @Test
    void seesThatTrialsWithOtherWordsDoTheSame() {
        List<PlannedTrial> trials = planner(List.of())
                .plan(List.of(point("{}", DENSE), point("{}", "{'train':{'iterations':8}}")), List.of(1L))
                .trials();
        assertThat(trials).extracting(PlannedTrial::id).doesNotHaveDuplicates();
        assertThat(trials)
                .extracting(PlannedTrial::end)
                .as("4 epochs of 2 batches")
                .containsOnly(trials.get(0).end());
    }

    @Test
    void sharesTheDenseTrainingBetweenTicketsAndTheirControls() {
        Plan plan = planner(ALL)
                .plan(List.of(point("{}", DENSE, "{'prune':{'sparsity':0.5}}", "'rewind'", DENSE)), List.of(1L));
        long trained = plan.tree().nodes().stream()
                .filter(node -> node.root().network().equals(Recipes.NETWORK))
                .filter(node -> node.action() instanceof Action.TrainBatches)
                .count();
        assertThat(trained)
                .as("4 epochs once; 4 more for the ticket, random mask, new weights and extra training each")
                .isEqualTo(4 + 4 * 4);
    }

    @Test
    void plansTheSameTrialsWhoeverPlans() {
        List<TrialId> ids = planner(ALL).plan(List.of(pruned(0.5), ladder(3)), List.of(1L)).trials().stream()
                .map(PlannedTrial::id)
                .toList();
        assertThat(planner(ALL)
                        .plan(List.of(pruned(0.5), ladder(3)), List.of(1L))
                        .trials())
                .extracting(PlannedTrial::id)
                .containsExactlyElementsOf(ids);
    }

    @Test
    void reportsAllProblemsOfAllPointsAtOnce() {
        assertThat(planner(ALL)
                        .problems(List.of(
                                pruned(0.5),
                                pruned(0.99),
                                pruned(0.995),
                                point("{}", "{'prune':{'granularity':'filter','sparsity':0.5}}"))))
                .hasSize(3)
                .satisfies(all -> assertThat(all.get(0)).startsWith("Invalid recipe[1].prune.sparsity: 0.99 "))
                .satisfies(all -> assertThat(all.get(2)).startsWith("Invalid recipe[0].prune.granularity: "));
    }
}
