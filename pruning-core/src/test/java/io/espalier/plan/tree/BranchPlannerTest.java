package io.espalier.plan.tree;

import static io.espalier.plan.Recipes.root;
import static io.espalier.plan.Recipes.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.plan.Recipes;
import io.espalier.plan.tree.SweepTree.Chain;
import io.espalier.plan.tree.SweepTree.Node;
import io.espalier.recipe.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class BranchPlannerTest {
    private static final CostModel COSTS = new CostModel(new NetworkCache(List.of(Recipes.DATA)));

    /** A sweep: the chains of its trials, which are open, and what a store holds of them. */
    private record Sweep(List<Chain> chains, Set<StepKey> wanted, Set<StepKey> stored) {
        SweepTree tree() {
            return SweepTree.of(chains);
        }

        List<Branch> branches(double limit) {
            return branches(tree(), limit);
        }

        List<Branch> branches(SweepTree tree, double limit) {
            Set<String> keys = stored.stream().map(StepKey::value).collect(Collectors.toSet());
            return tree.branches(COSTS, new CutRequest(wanted, key -> false, key -> keys.contains(key.value())), limit);
        }

        /** Every action from which an open trial is reached without passing what the store holds. */
        Set<Node> toDo(SweepTree tree) {
            Set<Node> toDo = new HashSet<>();
            for (Node node : tree.nodes()) {
                if (wanted.contains(node.key())) {
                    Node before = node;
                    while (before != null && !stored.contains(before.key())) {
                        toDo.add(before);
                        before = before.parent();
                    }
                }
            }
            return toDo;
        }
    }

    @Provide
    Arbitrary<Sweep> sweeps() {
        Arbitrary<Step> step = Arbitraries.of(steps(
                "{'train':{'epochs':1}}",
                "{'train':{'epochs':2}}",
                "{'train':{'epochs':3,'schedule':'cosine'}}",
                "{'train':{'epochs':1,'label':'early'}}",
                "{'prune':{'sparsity':0.5}}",
                "{'prune':{'sparsity':0.9}}",
                "{'prune':{'criterion':'snip','sparsity':0.5,'rounds':2}}",
                "'rewind'",
                "'reinitialize'"));
        Arbitrary<Chain> chain = Combinators.combine(
                        Arbitraries.longs().between(1, 2),
                        step.list().ofMinSize(1).ofMaxSize(5))
                .as((seed, recipe) -> new Chain(root(seed), RecipeCompiler.of(recipe, 40)));
        return Combinators.combine(chain.list().ofMinSize(1).ofMaxSize(12), Arbitraries.randomValue(random -> random))
                .as((chains, random) -> {
                    Predicate<Object> most = any -> random.nextInt(4) > 0;
                    Predicate<Object> few = any -> random.nextInt(6) == 0;
                    Set<StepKey> ends =
                            chains.stream().map(Recipes::end).filter(most).collect(Collectors.toSet());
                    SweepTree all = SweepTree.of(chains);
                    Set<StepKey> stored =
                            all.nodes().stream().map(Node::key).filter(few).collect(Collectors.toSet());
                    return new Sweep(chains, ends, stored);
                });
    }

    private static Stream<Branch> all(Collection<Branch> branches) {
        return branches.stream().flatMap(branch -> Stream.concat(Stream.of(branch), all(branch.next())));
    }

    private static List<StepKey> measured(Collection<Branch> branches) {
        return all(branches).flatMap(branch -> branch.measured().stream()).toList();
    }

    @Property(tries = 300)
    void measuresEveryOpenTrialExactlyOnce(
            @ForAll("sweeps") Sweep sweep, @ForAll @DoubleRange(max = 0.2) double limit) {
        assertThat(measured(sweep.branches(limit))).containsExactlyInAnyOrderElementsOf(sweep.wanted());
    }

    @Property(tries = 300)
    void doesWhatLeadsToAnOpenTrialOnceAndNothingElse(
            @ForAll("sweeps") Sweep sweep, @ForAll @DoubleRange(max = 0.2) double limit) {
        SweepTree tree = sweep.tree();
        List<Branch> branches = sweep.branches(tree, limit);
        Set<Node> toDo = sweep.toDo(tree);
        double seconds = toDo.stream()
                        .mapToDouble(node -> COSTS.seconds(node.root(), node.action()))
                        .sum()
                + tree.nodes().stream()
                        .filter(node -> sweep.wanted().contains(node.key()))
                        .mapToDouble(node -> COSTS.measuring(node.root()))
                        .sum();
        assertThat(branches.stream().mapToLong(Branch::stepsInAll).sum()).isEqualTo(toDo.size());
        assertThat(all(branches).mapToDouble(Branch::cost).sum()).isCloseTo(seconds, within(1e-9));
    }

    @Property(tries = 300)
    void startsEveryBranchFromTheSeedOrFromWhatIsStoredBefore(
            @ForAll("sweeps") Sweep sweep, @ForAll @DoubleRange(max = 0.2) double limit) {
        List<Branch> first = sweep.branches(limit);
        assertThat(first)
                .allMatch(branch -> branch.from() == null || sweep.stored().contains(branch.from()));
        assertThat(all(first)).allSatisfy(branch -> assertThat(branch.ends())
                .containsAll(branch.next().stream().map(Branch::start).toList()));
    }

    @Property(tries = 300)
    void aBranchTakesNoLongerThanItShouldUnlessItIsOneRun(
            @ForAll("sweeps") Sweep sweep, @ForAll @DoubleRange(max = 0.2) double limit) {
        assertThat(all(sweep.branches(limit)))
                .allMatch(branch -> branch.cost() <= limit + 1e-9
                        || (branch.segments().size() == 1
                                && branch.segments().get(0).next().isEmpty()));
    }

    @Property(tries = 100)
    void aPathIsTheBranchAndTheLongestPathBehindIt(
            @ForAll("sweeps") Sweep sweep, @ForAll @DoubleRange(max = 0.2) double limit) {
        assertThat(all(sweep.branches(limit))).allSatisfy(branch -> {
            double behind =
                    branch.next().stream().mapToDouble(Branch::path).max().orElse(0);
            assertThat(branch.path()).isCloseTo(branch.cost() + behind, within(1e-12));
        });
    }

    @Property(tries = 100)
    void measuresTheSamePlacesWithoutSharing(@ForAll("sweeps") Sweep sweep) {
        Set<StepKey> isolated = new HashSet<>();
        for (Chain chain : sweep.chains()) {
            List<Branch> alone = SweepTree.of(List.of(chain))
                    .branches(COSTS, new CutRequest(sweep.wanted(), key -> false, key -> false), 0.01);
            alone.forEach(branch -> assertThat(branch.from()).isNull());
            isolated.addAll(measured(alone));
        }
        assertThat(isolated).isEqualTo(new HashSet<>(measured(sweep.branches(0.01))));
    }

    @Test
    void keepsALightSweepInOneBranchPerSeed() {
        Sweep sweep = fan(1, 2);
        assertThat(sweep.branches(1e9)).hasSize(2).allMatch(branch -> branch.next()
                .isEmpty());
    }

    @Test
    void cutsAHeavySweepAtItsForkAndStoresTheSnapshotThere() {
        List<Branch> branches = fan(1).branches(1e-6);
        assertThat(branches).hasSize(1);
        Branch trunk = branches.get(0);
        assertThat(trunk.segments()).singleElement().extracting(Segment::end).isEqualTo(Segment.End.STORE);
        assertThat(trunk.steps()).as("initialise, 3 epochs, settle, score").isEqualTo(6);
        assertThat(trunk.next()).hasSize(4).allMatch(branch -> branch.steps() == 1);
    }

    @Test
    void measuresAPlaceOnTheWayInTheBranchThatGoesOnFromThere() {
        assertThat(measuredByBranches(ladder(4000, 8000, 12000), 1.5)).containsExactly(0, 1, 2);
    }

    @Test
    void takesNoPlaceAlongWhereTheRunToTheNextIsLong() {
        assertThat(measuredByBranches(ladder(4000, 8000, 12000), 0.9)).containsExactly(0, 0, 1, 1, 1);
    }

    @Test
    void growsFromASnapshotThatAnotherSweepHasStored() {
        Sweep fresh = fan(1);
        StepKey scored = fresh.branches(1e-6).get(0).ends().get(0);
        Sweep again = new Sweep(fresh.chains(), fresh.wanted(), Set.of(scored));
        assertThat(again.branches(1e9))
                .singleElement()
                .satisfies(branch -> assertThat(branch.from()).isEqualTo(scored))
                .satisfies(branch -> assertThat(branch.steps()).isEqualTo(4));
    }

    @Test
    void doesNotRepeatAStoredPartForTheSakeOfItsNeighbour() {
        List<Chain> chains = new ArrayList<>();
        for (String criterion : List.of("magnitude", "snip")) {
            for (double sparsity : new double[] {0.5, 0.9}) {
                chains.add(chain(1, "{'prune':{'criterion':'" + criterion + "','sparsity':" + sparsity + "}}"));
            }
        }
        Set<StepKey> ends = chains.stream().map(Recipes::end).collect(Collectors.toSet());
        StepKey snipScored =
                Recipes.end(new Chain(root(1), chains.get(2).actions().subList(0, 6)));
        List<Branch> branches = new Sweep(chains, ends, Set.of(snipScored)).branches(1e9);
        assertThat(branches).hasSize(2);
        assertThat(branches.stream().mapToInt(Branch::steps).sum())
                .as("trunk of 5, one score, and four selections")
                .isEqualTo(5 + 1 + 4);
    }

    @Test
    void onlyMeasuresWhatIsStored() {
        Sweep fresh = fan(1);
        Sweep again = new Sweep(fresh.chains(), fresh.wanted(), fresh.wanted());
        assertThat(again.branches(1e9)).hasSize(4).allSatisfy(branch -> {
            assertThat(branch.steps()).isZero();
            assertThat(branch.measured()).containsExactly(branch.from());
        });
    }

    @Property(tries = 100)
    void storesAgainWhatIsToBeKeptWhetherAnythingGrowsFromItOrNot(
            @ForAll("sweeps") Sweep sweep, @ForAll @DoubleRange(max = 0.2) double limit) {
        Set<StepKey> kept = sweep.tree().nodes().stream()
                .map(Node::key)
                .filter(key -> !sweep.stored().contains(key))
                .limit(3)
                .collect(Collectors.toSet());
        CutRequest request = new CutRequest(sweep.wanted(), kept::contains, sweep.stored()::contains);
        List<Branch> branches = sweep.tree().branches(COSTS, request, limit);
        assertThat(all(branches).flatMap(branch -> branch.ends().stream())).containsAll(kept);
        assertThat(measured(branches)).containsExactlyInAnyOrderElementsOf(sweep.wanted());
    }

    @Test
    void cutsChainsOfAnyLength() {
        Chain longest = new Chain(root(1), RecipeCompiler.of(steps("{'train':{'epochs':30000}}"), 40));
        Sweep sweep = new Sweep(List.of(longest), Set.of(Recipes.end(longest)), Set.of());
        assertThat(sweep.branches(1e-6))
                .singleElement()
                .extracting(Branch::steps)
                .isEqualTo(30_002);
    }

    @Test
    void leavesOutWhatIsNotWanted() {
        assertThat(new Sweep(fan(1).chains(), Set.of(), Set.of()).branches(1)).isEmpty();
    }

    /** Trials that train for so many epochs. */
    private static List<Chain> ladder(Integer... epochs) {
        return Stream.of(epochs)
                .map(n -> new Chain(root(1), RecipeCompiler.of(steps("{'train':{'epochs':" + n + "}}"), 40)))
                .toList();
    }

    /** How many trials each branch measures where one may take so many times as long as 4,000 epochs. */
    private static Stream<Integer> measuredByBranches(List<Chain> chains, double rungs) {
        Set<StepKey> ends = chains.stream().map(Recipes::end).collect(Collectors.toSet());
        double rung = COSTS.seconds(root(1), chains.get(0).actions().get(1)) * 4000;
        List<Branch> branches = new Sweep(chains, ends, Set.of()).branches(rungs * rung);
        return all(branches).map(branch -> branch.measured().size());
    }

    private static Chain chain(long seed, String prune) {
        return new Chain(root(seed), RecipeCompiler.of(steps("{'train':{'epochs':3}}", prune), 40));
    }

    /** Four sparsities behind one dense training, for each seed. */
    private static Sweep fan(long... seeds) {
        List<Chain> chains = new ArrayList<>();
        for (long seed : seeds) {
            for (double sparsity : new double[] {0.5, 0.6, 0.7, 0.8}) {
                chains.add(chain(seed, "{'prune':{'sparsity':" + sparsity + "}}"));
            }
        }
        return new Sweep(chains, chains.stream().map(Recipes::end).collect(Collectors.toSet()), Set.of());
    }
}
