package io.espalier.plan;

import static io.espalier.plan.Recipes.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.Node;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.LeNet300100;
import io.espalier.network.zoo.Mlp;
import io.espalier.plan.tree.NetworkCache;
import io.espalier.prune.Groups;
import io.espalier.prune.Mask;
import io.espalier.prune.Selection;
import io.espalier.random.RandomKey;
import io.espalier.recipe.Prune;
import io.espalier.recipe.Step;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallDenseTest {
    private final SmallDense smallDense = new SmallDense(new NetworkCache(List.of(Recipes.DATA)));

    private static Network build(NetworkFamily family) {
        return family.build(Shape.vector(4), 3);
    }

    /** Parameters that are left when the steps are really done, with random scores. */
    private static long parametersLeft(NetworkFamily family, List<Step> recipe) {
        Network network = build(family);
        Mask left = Mask.full(network.layout());
        for (Step step : recipe) {
            Prune prune = (Prune) step;
            Groups groups = Groups.of(network, prune.grouping());
            double[] scores = IntStream.range(0, groups.count())
                    .mapToDouble(RandomKey.of(3)::uniform)
                    .toArray();
            left = new Selection(groups, prune.scope(), prune.amount(), prune.bounds()).select(scores, left);
        }
        Mask mask = left;
        return network.layout().slots().stream().mapToLong(mask::kept).sum();
    }

    private static int units(NetworkFamily family) {
        return build(family).weighted().stream()
                        .map(Node::op)
                        .mapToInt(op -> ((Gemm) op).units())
                        .sum()
                - 3;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'prune':{'sparsity':0.8}}",
                "{'prune':{'sparsity':0.5,'scope':'layer'}}",
                "{'prune':{'sparsity':0.7,'scope':'erk'}}",
                "{'prune':{'sparsity':0.6,'classifier':'keep'}}",
                "{'prune':{'fraction':0.5,'fractions':{'classifier':0.1},'scope':'layer'}}",
                "{'prune':{'fraction':0.5,'fractions':{'fc2':0.9}}}",
                "{'prune':{'scope':{'per-layer':{'sparsity':{'fc1':0.25,'classifier':0.75}}}}}",
                "{'prune':{'granularity':'1:4'}}",
                "{'prune':{'granularity':'2:7'}}",
                "{'prune':{'sparsity':0.9,'layers':{'exclude':['fc2']}}}",
                "{'prune':{'sparsity':0.9,'layers':{'include':['fc2']},'scope':'layer'}}",
                "{'prune':{'sparsity':0.6,'max-sparsity':0.6,'scope':'layer'}}"
            })
    void isTheWidestMemberWithNoMoreParametersThanAreLeft(String prune) {
        List<Step> recipe = steps(prune);
        Mlp wide = new Mlp(List.of(80, 120), Mlp.Activation.RELU);
        long left = parametersLeft(wide, recipe);
        long widest = IntStream.rangeClosed(1, 1000)
                .mapToLong(w -> build(wide.scaled(w / 1000.0)).parameters())
                .filter(parameters -> parameters <= left)
                .max()
                .orElseThrow();
        NetworkFamily found = smallDense.of(Recipes.DATA.hash(), wide, recipe);
        assertThat(build(found).parameters()).isEqualTo(widest);
    }

    @Test
    void followsALadderRungByRung() {
        String rung = "{'prune':{'fraction':0.2,'fractions':{'classifier':0.1},'scope':'layer'}}";
        Mlp wide = new Mlp(List.of(80, 120), Mlp.Activation.RELU);
        for (int rungs = 1; rungs <= 6; rungs++) {
            List<Step> recipe =
                    steps(IntStream.range(0, rungs).mapToObj(r -> rung).toArray(String[]::new));
            Network small = build(smallDense.of(Recipes.DATA.hash(), wide, recipe));
            long left = parametersLeft(wide, recipe);
            assertThat(small.parameters()).isBetween(left * 9 / 10, left);
        }
    }

    @Test
    void followsStepsThatPruneDifferentLayers() {
        Mlp wide = new Mlp(List.of(80, 120), Mlp.Activation.RELU);
        List<Step> recipe = steps(
                "{'prune':{'sparsity':0.9,'layers':{'exclude':['fc1']}}}",
                "{'prune':{'sparsity':0.5,'layers':{'include':['fc1']}}}");
        Network small = build(smallDense.of(Recipes.DATA.hash(), wide, recipe));
        long left = parametersLeft(wide, recipe);
        assertThat(small.parameters()).isBetween(left * 9 / 10, left);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.25, 0.5, 0.75, 0.9})
    void hasNoMoreUnitsThanAreLeftWhereUnitsArePruned(double sparsity) {
        List<Step> recipe = steps("{'prune':{'granularity':'neuron','sparsity':" + sparsity + "}}");
        int left = 20 - (int) Math.round(20 * sparsity);
        NetworkFamily small = smallDense.of(Recipes.DATA.hash(), Recipes.NETWORK, recipe);
        assertThat(units(small)).isBetween(left - 1, left);
    }

    @Test
    void isTheNetworkItselfWhereNothingIsPruned() {
        assertThat(smallDense.of(Recipes.DATA.hash(), new LeNet300100(), steps("{'prune':{'sparsity':0}}")))
                .isEqualTo(new LeNet300100());
    }

    @Test
    void isTheNarrowestMemberWhereNoneIsSmallEnough() {
        Mlp narrowest = new Mlp(List.of(1), Mlp.Activation.RELU);
        assertThat(smallDense.of(Recipes.DATA.hash(), narrowest, steps("{'prune':{'sparsity':0.5}}")))
                .isEqualTo(narrowest);
    }
}
