package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.InvalidValueException;
import io.espalier.network.Network;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
    private static final Scope GLOBAL = new Scope.Global();
    private static final Scope LAYER = new Scope.Layer();

    private final Network network = Nets.mlp(4, 3, 2, 2);
    private final Groups groups = Groups.of(network, new Granularity.Weight(), OutputLayerPolicy.PRUNE);
    private final Mask full = Mask.full(network.layout());

    private static PruneAmount target(double sparsity) {
        return new PruneAmount.Target(sparsity);
    }

    private double[] ascending() {
        return IntStream.range(0, groups.count()).asDoubleStream().toArray();
    }

    private boolean[] select(Scope scope, PruneAmount amount, int floor, double[] scores) {
        return groups.alive(new Selection(groups, scope, amount, floor).select(scores, full));
    }

    private int[] kept(Groups of, Mask mask) {
        boolean[] alive = of.alive(mask);
        return of.layers().stream()
                .mapToInt(layer -> (int) IntStream.range(layer.first(), layer.end())
                        .filter(g -> alive[g])
                        .count())
                .toArray();
    }

    @Test
    void removesTheLowestScores() {
        double[] scores = ascending();
        scores[20] = -1;
        boolean[] alive = select(GLOBAL, target(0.25), 0, scores);
        assertThat(IntStream.range(0, 22).filter(g -> !alive[g])).containsExactly(0, 1, 2, 3, 4, 20);
    }

    @Test
    void removesLowerIndicesFirstWhenScoresTie() {
        boolean[] alive = select(GLOBAL, target(0.5), 0, new double[22]);
        assertThat(IntStream.range(0, 22).filter(g -> alive[g]))
                .containsExactly(11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21);
    }

    @Test
    void takesPositiveAndNegativeZeroForATie() {
        double[] scores = new double[22];
        Arrays.fill(scores, 5, 10, -0.0);
        assertThat(select(GLOBAL, target(0.2), 0, scores)).startsWith(false, false, false, false, true);
    }

    @ParameterizedTest
    @CsvSource({"0.0, 22", "0.02, 22", "0.023, 21", "0.5, 11", "0.75, 5", "0.97, 1", "0.98, 0"})
    void roundsTheRemovedCountHalfUp(double sparsity, int kept) {
        Mask mask = new Selection(groups, GLOBAL, target(sparsity), 0).select(ascending(), full);
        assertThat(groups.survivors(mask)).isEqualTo(kept);
    }

    @Test
    void roundsTheDecimalNumberAsItIsWritten() {
        assertThat(target(0.145).keep(100, 100))
                .as("0.145 of 100 is 14.5, half up 15")
                .isEqualTo(85);
    }

    @Test
    void keepsTheFloorOfALayerAndTakesTheNextLowestElsewhere() {
        boolean[] alive = select(GLOBAL, target(0.6), 2, ascending());
        assertThat(IntStream.range(0, 22).filter(g -> alive[g])).containsExactly(10, 11, 15, 16, 17, 18, 19, 20, 21);
    }

    @Test
    void prunesEachLayerByTheSameSparsity() {
        Mask mask = new Selection(groups, LAYER, target(0.5), 0).select(ascending(), full);
        assertThat(kept(groups, mask)).containsExactly(6, 3, 2);
    }

    @Test
    void prunesOnlyTheLayersThatHaveTheirOwnSparsity() {
        Scope scope = new Scope.PerLayer(Map.of("fc1", 0.75, "classifier", 0.5));
        Mask mask = new Selection(groups, scope, new PruneAmount.Inherent(), 0).select(ascending(), full);
        assertThat(kept(groups, mask)).containsExactly(3, 6, 2);
    }

    @Test
    void countsWhatIsAlreadyGoneTowardsATarget() {
        Mask half = new Selection(groups, GLOBAL, target(0.5), 0).select(ascending(), full);
        double[] reversed = Arrays.stream(ascending()).map(s -> -s).toArray();
        Mask more = new Selection(groups, GLOBAL, target(0.75), 0).select(reversed, half);
        assertThat(groups.survivors(more)).isEqualTo(5);
        assertThat(more.and(half)).as("gone stays gone").isEqualTo(more);
        Mask less = new Selection(groups, GLOBAL, target(0.25), 0).select(reversed, half);
        assertThat(less).isEqualTo(half);
    }

    @Test
    void ranksLayersWithTheirOwnFractionApart() {
        PruneAmount amount = new PruneAmount.Fraction(0.5, Map.of("fc1", 0.25));
        Mask mask = new Selection(groups, GLOBAL, amount, 0).select(ascending(), full);
        assertThat(kept(groups, mask))
                .as("3 of 12 alone; 5 of the 10 others together")
                .containsExactly(9, 1, 4);
    }

    @ParameterizedTest
    @CsvSource({"1, 213060", "3, 136511", "7, 56094", "9, 35981", "15, 9536"})
    void followsTheLadderOfTheLotteryTicketPaper(int rounds, int survivors) {
        Network lenet = Nets.lenet300();
        Groups weights = Groups.of(lenet, new Granularity.Weight(), OutputLayerPolicy.PRUNE);
        Selection selection =
                new Selection(weights, LAYER, new PruneAmount.Fraction(0.2, Map.of("classifier", 0.1)), 1);
        double[] scores = IntStream.range(0, weights.count())
                .mapToDouble(RandomKey.of(1)::uniform)
                .toArray();
        Mask mask = Mask.full(lenet.layout());
        for (int round = 0; round < rounds; round++) {
            mask = selection.select(scores, mask);
        }
        assertThat(weights.survivors(mask)).isBetween(survivors - 2, survivors + 2);
    }

    @Test
    void spreadsDensityLikeErdosRenyiKernelsDo() {
        Groups weights = Groups.of(Nets.lenet300(), new Granularity.Weight(), OutputLayerPolicy.PRUNE);
        Selection selection = new Selection(weights, new Scope.Erk(), target(0.9), 0);
        Mask mask = selection.select(
                new double[weights.count()], Mask.full(Nets.lenet300().layout()));
        int[] kept = kept(weights, mask);
        // The classifier's raw density 110/1000 hits the cap of 1; the others share 26,620 - 1,000 as 1084 : 400.
        assertThat(kept).containsExactly(18714, 6906, 1000);
        assertThat(Arrays.stream(kept).sum()).isEqualTo(26_620);
    }

    /** The classifier keeps 300 of 1,000; the others share 26,620 - 300 as 12 x 235,200 : 6 x 30,000. */
    @Test
    void dividesByDepthLikeSmartRatiosDo() {
        Groups weights = Groups.of(Nets.lenet300(), new Granularity.Weight(), OutputLayerPolicy.PRUNE);
        Mask full = Mask.full(Nets.lenet300().layout());
        double[] scores = new double[weights.count()];
        Selection selection = new Selection(weights, new Scope.SmartRatio(), target(0.9), 0);
        assertThat(kept(weights, selection.select(scores, full))).containsExactly(24742, 1578, 300);
        Selection sparse = new Selection(weights, new Scope.SmartRatio(), target(0.999), 1);
        assertThat(Arrays.stream(kept(weights, sparse.select(scores, full))).sum())
                .isEqualTo(266);
        Selection dense = new Selection(weights, new Scope.SmartRatio(), target(0.05), 1);
        assertThat(kept(weights, dense.select(scores, full)))
                .as("fc1 would have more than all of its weights")
                .containsExactly(235_200, 17_390, 300);
    }

    @Test
    void namesTheFloorThatMakesATargetUnreachable() {
        Selection selection = new Selection(groups, GLOBAL, target(0.999), 1);
        assertThatThrownBy(() -> selection.requireFeasible(groups.counts()))
                .isInstanceOf(UnreachableSparsityException.class)
                .hasMessage("Cannot reach sparsity 0.999: the floor of 1 group in each of 3 layers"
                        + " keeps at least 3 of 22 groups");
        for (Scope scope : List.of(LAYER, new Scope.Erk(), new Scope.SmartRatio())) {
            Selection other = new Selection(groups, scope, target(0.999), 1);
            assertThatThrownBy(() -> other.requireFeasible(groups.counts()))
                    .isInstanceOf(UnreachableSparsityException.class);
        }
    }

    @Test
    void listsTheLayersThatAnUnknownNameCouldMean() {
        assertThatThrownBy(() -> new Selection(groups, GLOBAL, new PruneAmount.Fraction(0.2, Map.of("fc9", 0.1)), 1))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(
                        "Invalid fractions: fc9 (must name layers that are pruned: one of fc1, fc2, fc3, classifier;"
                                + " did you mean fc1?)");
        Groups withoutClassifier = Groups.of(network, new Granularity.Weight(), OutputLayerPolicy.KEEP);
        Scope scope = new Scope.PerLayer(Map.of("classifier", 0.1));
        assertThatThrownBy(() -> new Selection(withoutClassifier, scope, new PruneAmount.Inherent(), 1))
                .hasMessage("Invalid sparsity: classifier (must name layers that are pruned: one of fc1, fc2)");
    }

    @Test
    void refusesScopesAndAmountsThatDoNotGoTogether() {
        Groups pattern = Groups.of(Nets.mlp(4, 4, 2), new Granularity.NOfM(1, 2), OutputLayerPolicy.PRUNE);
        PruneAmount inherent = new PruneAmount.Inherent();
        assertThatThrownBy(() -> new Selection(pattern, GLOBAL, target(0.5), 1))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new Selection(pattern, new Scope.Erk(), inherent, 1))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new Selection(groups, GLOBAL, inherent, 1)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() ->
                        new Selection(groups, new Scope.Erk(), new PruneAmount.Fraction(0.2, Map.of("fc1", 0.1)), 1))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void keepsAtMostNOfTheShortRunAtTheEndOfAUnit() {
        Groups pattern = Groups.of(Nets.mlp(6, 3, 2), new Granularity.NOfM(1, 4), OutputLayerPolicy.PRUNE);
        Selection selection = new Selection(pattern, LAYER, new PruneAmount.Inherent(), 1);
        double[] scores = IntStream.range(0, pattern.count()).asDoubleStream().toArray();
        boolean[] alive = pattern.alive(
                selection.select(scores, Mask.full(pattern.network().layout())));
        assertThat(IntStream.range(0, pattern.count()).filter(g -> alive[g]))
                .as("runs of 4 and 2 in each unit of fc1, of 3 in each of fc2")
                .containsExactly(3, 5, 9, 11, 15, 17, 20, 23);
        assertThat(selection.planned(pattern.counts())).containsExactly(6, 2);
    }

    @Test
    void keepsAShortRunWholeThatIsNoLongerThanN() {
        Groups pattern = Groups.of(Nets.mlp(6, 3, 2), new Granularity.NOfM(2, 4), OutputLayerPolicy.KEEP);
        Selection selection = new Selection(pattern, LAYER, new PruneAmount.Inherent(), 1);
        Mask mask = selection.select(new double[18], Mask.full(pattern.network().layout()));
        assertThat(kept(pattern, mask)).containsExactly(12);
        assertThat(selection.planned(pattern.counts())).containsExactly(12);
    }

    @Test
    void aCapKeepsAtLeastItsPartOfEveryLayer() {
        LayerBounds cap = new LayerBounds(0, 0.7, 1);
        Mask mask = new Selection(groups, GLOBAL, target(0.5), cap).select(ascending(), full);
        assertThat(kept(groups, mask))
                .as("of 12, 6 and 4 weights 8.4, 4.2 and 2.8 may go")
                .containsExactly(4, 3, 4);
        assertThat(groups.survivors(mask)).as("the target all the same").isEqualTo(11);
    }

    @Test
    void aMultipleGivesTheHighestUnitsBack() {
        Groups units = Groups.of(Nets.mlp(4, 12, 6, 2), new Granularity.Neuron(), OutputLayerPolicy.PRUNE);
        Selection selection = new Selection(units, GLOBAL, target(0.5), new LayerBounds(1, null, 4));
        double[] scores = IntStream.range(0, 18).asDoubleStream().toArray();
        boolean[] alive =
                units.alive(selection.select(scores, Mask.full(units.network().layout())));
        assertThat(IntStream.range(0, 18).filter(g -> alive[g]))
                .as("9 are to stay, 3 and 6; 6 are all that the second layer has")
                .containsExactly(8, 9, 10, 11, 12, 13, 14, 15, 16, 17);
    }

    @Test
    void countsOnlyTheLayersThatTakePart() {
        LayerFilter filter = new LayerFilter(null, List.of("fc2"));
        Groups rest = Groups.of(network, new Grouping(new Granularity.Weight(), OutputLayerPolicy.PRUNE, filter));
        assertThat(rest.layers()).extracting(l -> l.node().name()).containsExactly("fc1", "fc3");
        assertThat(rest.weights()).isEqualTo(12 + 4);
        LayerFilter last = new LayerFilter(List.of("classifier"), List.of());
        Groups only = Groups.of(network, new Grouping(new Granularity.Weight(), OutputLayerPolicy.PRUNE, last));
        assertThat(only.layers()).extracting(l -> l.node().name()).containsExactly("fc3");
    }

    @Test
    void aFilterIsASetOfNamesOnOneSide() {
        assertThat(new LayerFilter(null, List.of("b", "a", "b"))).isEqualTo(new LayerFilter(null, List.of("a", "b")));
        assertThatThrownBy(() -> new LayerFilter(List.of("a"), List.of("b")))
                .hasMessage("Invalid exclude: [b] (must be omitted when include is given)");
        assertThatThrownBy(() -> new LayerFilter(List.of(), List.of()))
                .hasMessage("Invalid include: [] (must name at least one layer)");
    }

    @Test
    void refusesScoresThatAreNotNumbers() {
        double[] scores = ascending();
        scores[7] = Double.NaN;
        assertThatThrownBy(() -> select(GLOBAL, target(0.5), 0, scores))
                .hasMessage("Cannot rank group 7: its score is NaN");
    }
}
