package io.espalier.plan;

import static io.espalier.plan.Recipes.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.metric.Metric;
import io.espalier.metric.NoiseCurve;
import io.espalier.plan.tree.DenseParent;
import io.espalier.plan.tree.SweepTree;
import io.espalier.sweep.Control;
import io.espalier.sweep.Point;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DenseParentTest {
    private static final String DENSE = "{'train':{'epochs':4}}";
    private static final String PRUNE = "{'prune':{'sparsity':0.5}}";
    private static final String GATES = "{'train':{'epochs':1,'reparameterization':'hard-concrete'}}";

    private static void assertParent(List<String> recipe, int steps) {
        assertThat(DenseParent.of(Recipes.root(1), steps(recipe.toArray(String[]::new)))
                        .map(parent -> parent.steps().size())
                        .orElse(0))
                .as("%s", recipe)
                .isEqualTo(steps);
    }

    @Test
    void isWhatStoodBeforeTheFirstRemoval() {
        assertParent(List.of(DENSE, PRUNE, DENSE, PRUNE), 1);
        assertParent(List.of(DENSE, DENSE, "{'threshold':{'below':0.1}}"), 2);
        assertParent(List.of(DENSE, "{'reconstruct':{'by':'net-trim'}}"), 1);
        assertParent(List.of(DENSE, GATES), 1);
    }

    @Test
    void isNoneWhereNothingIsRemovedOrNothingWasTrained() {
        assertParent(List.of(DENSE, DENSE), 0);
        assertParent(List.of(PRUNE, DENSE), 0);
        assertParent(List.of(GATES, PRUNE), 0);
    }

    private static Plan plan(List<Metric> metrics, List<Point> points) {
        return new Planner(Recipes.CHAINS, Map.of(), List.of(Control.values()), metrics).plan(points, List.of(1L));
    }

    private static Point point(String... recipe) {
        return new Point("{}", Recipes.SPEC, Recipes.NETWORK, steps(recipe));
    }

    @Test
    void isOnTheWayOfAllThatPruneIt() {
        Plan plan = plan(List.of(new NoiseCurve()), List.of(point(DENSE, PRUNE, DENSE)));
        List<PlannedTrial> trials = plan.trials();
        assertThat(plan.dense())
                .containsExactly(Recipes.end(SweepTree.Chain.of(
                        Recipes.root(1), steps(DENSE), Recipes.DATA.train().size())));
        assertThat(trials).hasSize(1 + Control.values().length);
        assertThat(trials).allSatisfy(trial -> assertThat(trial.assessments()).hasSize(1));
        assertThat(trials.stream().map(t -> t.assessments().get(0).action().dense()))
                .as("those that prune compare with it, small dense and extra training with nothing")
                .containsExactly(steps(DENSE), steps(DENSE), steps(DENSE), List.of(), List.of());
    }

    @Test
    void leavesIdsAndKeysAsTheyAre() {
        List<Point> points = List.of(point(DENSE, PRUNE, DENSE));
        List<PlannedTrial> with = plan(List.of(new NoiseCurve()), points).trials();
        List<PlannedTrial> without = plan(List.of(), points).trials();
        assertThat(with)
                .extracting(PlannedTrial::id)
                .isEqualTo(without.stream().map(PlannedTrial::id).toList());
        assertThat(with)
                .extracting(PlannedTrial::end)
                .isEqualTo(without.stream().map(PlannedTrial::end).toList());
    }
}
