package io.espalier.run;

import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.DATA;
import static io.espalier.run.Chains.MLP;
import static io.espalier.run.Chains.chain;
import static io.espalier.run.Chains.pruning;
import static io.espalier.run.Chains.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.config.Limits;
import io.espalier.criterion.Criterion;
import io.espalier.criterion.Magnitude;
import io.espalier.plan.Action;
import io.espalier.plan.Branch;
import io.espalier.plan.Root;
import io.espalier.plan.StepKey;
import io.espalier.plan.Twig;
import io.espalier.plan.Twig.End;
import io.espalier.prune.Granularity;
import io.espalier.prune.Placement;
import io.espalier.prune.Scope;
import io.espalier.recipe.Optimizer;
import io.espalier.recipe.Train.Keep;
import io.espalier.result.Measurement;
import io.espalier.result.MeasurementJson;
import io.espalier.result.TrialRow.ErrorCode;
import io.espalier.result.TrialRow.State;
import io.espalier.run.Vault.Access;
import io.espalier.snapshot.ContentStore;
import io.espalier.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BranchRunnerTest {
    private static final Root ROOT = Chains.root(MLP, 1);

    @TempDir
    private Path folder;

    private Vault vault(Access access) throws IOException {
        return new Vault(ContentStore.open(folder.resolve("store")), access);
    }

    private Logged logged() {
        return new Logged(folder.resolve("log").toString());
    }

    private static Branch branch(@Nullable StepKey from, Twig... twigs) {
        return new Branch(ROOT, from, List.of(twigs), 0, 0, List.of());
    }

    private Map<StepKey, Measurement> run(Access access, Branch branch) throws IOException {
        return new BranchRunner(vault(access), branch, DATA, Limits.NONE, "test").run();
    }

    private Map<StepKey, Measurement> run(Branch branch) throws IOException {
        return run(Access.REUSE, branch);
    }

    private static Twig leaf(List<Action> actions) {
        return new Twig(actions, End.MEASURE, List.of());
    }

    private static List<Action> dense() {
        return chain(List.of(new Action.Initialize()), training(ADAM, 2));
    }

    private static List<Action> scoring(Criterion criterion) {
        return pruning(criterion, new Granularity.Weight(), 0.5).subList(0, 1);
    }

    private static Twig selecting(double sparsity) {
        return leaf(chain(pruning(sparsity).subList(1, 2), training(ADAM, 1)));
    }

    /** A dense parent, scored once, cut and tuned at two sparsities. */
    private static Twig tree(Criterion criterion) {
        return new Twig(
                dense(),
                End.MEASURE,
                List.of(new Twig(scoring(criterion), End.PASS, List.of(selecting(0.5), selecting(0.9)))));
    }

    private static StepKey key(List<Action> actions) {
        StepKey key = ROOT.key();
        for (Action action : actions) {
            key = key.then(action);
        }
        return key;
    }

    private static void assertSame(Map<StepKey, Measurement> one, Map<StepKey, Measurement> other) {
        assertThat(one).containsOnlyKeys(other.keySet());
        one.forEach((key, measurement) -> assertThat(
                        MeasurementJson.same(MeasurementJson.write(measurement), MeasurementJson.write(other.get(key))))
                .isTrue());
    }

    private static void assertCompleted(Collection<Measurement> measurements) {
        assertThat(measurements).allMatch(m -> m.outcome().state() == State.COMPLETED);
    }

    @Test
    void measuresEveryPlaceThatTheBranchNames() throws IOException {
        Branch branch = branch(null, tree(logged()));
        Map<StepKey, Measurement> results = run(branch);
        assertThat(results).containsOnlyKeys(branch.measured()).hasSize(3);
        assertCompleted(results.values());
        assertThat(logged().times()).as("scored once for both sparsities").isEqualTo(1);
    }

    @Test
    void givesEachTrialWhatItWouldGetAlone() throws IOException {
        Map<StepKey, Measurement> together = run(branch(null, tree(new Magnitude())));
        Map<StepKey, Measurement> alone = new HashMap<>();
        List<Action> trunk = chain(dense(), scoring(new Magnitude()));
        for (Twig trial : List.of(selecting(0.9), selecting(0.5))) {
            alone.putAll(run(Access.RECOMPUTE, branch(null, leaf(chain(trunk, trial.actions())))));
        }
        alone.putAll(run(Access.RECOMPUTE, branch(null, leaf(dense()))));
        assertSame(alone, together);
        assertThat(ContentStore.open(folder.resolve("store")).audit().violations())
                .isEmpty();
    }

    @Test
    void growsFromAStoredSnapshotAsIfThereHadBeenNoCut() throws IOException {
        Map<StepKey, Measurement> whole = run(Access.RECOMPUTE, branch(null, tree(new Magnitude())));
        Path other = folder.resolve("other");
        Vault vault = new Vault(ContentStore.open(other), Access.REUSE);
        List<Action> trunk = chain(dense(), scoring(new Magnitude()));
        Twig stem = new Twig(trunk, End.STORE, List.of());
        assertThat(new BranchRunner(vault, branch(null, stem), DATA, Limits.NONE, "test").run())
                .isEmpty();
        Branch rest = branch(key(trunk), selecting(0.5), selecting(0.9));
        Map<StepKey, Measurement> grown = new BranchRunner(vault, rest, DATA, Limits.NONE, "test").run();
        Map<StepKey, Measurement> expected = new HashMap<>(whole);
        expected.remove(key(dense()));
        assertSame(grown, expected);
    }

    @Test
    void doesNothingThatTheVaultHoldsAgain() throws IOException {
        Branch branch = branch(null, tree(logged()));
        Map<StepKey, Measurement> first = run(branch);
        assertThat(run(branch)).as("to the time of day").isEqualTo(first);
        assertThat(logged().times()).isEqualTo(1);
    }

    @Test
    void addsToATreeWithoutMeasuringItAgain() throws IOException {
        Map<StepKey, Measurement> before = run(branch(null, tree(logged())));
        Twig grown = new Twig(
                dense(),
                End.MEASURE,
                List.of(new Twig(
                        scoring(logged()), End.PASS, List.of(selecting(0.5), selecting(0.8), selecting(0.9)))));
        Map<StepKey, Measurement> after = run(branch(null, grown));
        assertThat(after).containsAllEntriesOf(before).hasSize(4);
        assertThat(logged().times()).as("scores are not stored").isEqualTo(2);
    }

    @Test
    void startsFromTheSnapshotWhereOnlyTheMeasurementIsLost() throws IOException {
        List<Action> actions = chain(dense(), scoring(logged()), selecting(0.5).actions());
        Branch branch = branch(null, leaf(actions));
        Map<StepKey, Measurement> first = run(branch);
        Files.delete(file("measurements", key(actions)));
        assertSame(run(branch), first);
        assertThat(logged().times()).isEqualTo(1);
    }

    private Path file(String kind, StepKey key) {
        return folder.resolve("store")
                .resolve(kind)
                .resolve(key.value().substring(0, 2))
                .resolve(key.value());
    }

    @Test
    void doesNothingThatOnlyLeadsToAStoredPlaceWithoutItsMeasurement() throws IOException {
        Twig tree = tree(logged());
        Map<StepKey, Measurement> first = run(branch(null, tree));
        StepKey end = key(chain(dense(), scoring(logged()), selecting(0.5).actions()));
        Files.delete(folder.resolve("store/measurements")
                .resolve(end.value().substring(0, 2))
                .resolve(end.value()));
        assertSame(run(branch(null, tree)), first);
        assertThat(logged().times()).as("not scored again").isEqualTo(1);
    }

    private void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void doesAgainWhatIsDamaged() throws IOException {
        List<Action> actions = chain(dense(), scoring(logged()), selecting(0.5).actions());
        Branch branch = branch(null, leaf(actions));
        Map<StepKey, Measurement> first = run(branch);
        damage(file("measurements", key(actions)));
        damage(file("snapshots", key(actions)));
        assertSame(run(branch), first);
        assertThat(logged().times()).isEqualTo(2);
        assertThat(ContentStore.open(folder.resolve("store")).audit().damaged()).isEmpty();
    }

    @Test
    void storesASnapshotAgainThatOthersWaitForAndThatIsDamaged() throws IOException {
        List<Action> trunk = chain(dense(), scoring(logged()));
        Branch stem = branch(null, new Twig(trunk, End.STORE, List.of()));
        run(stem);
        run(stem);
        assertThat(logged().times()).isEqualTo(1);
        damage(file("snapshots", key(trunk)));
        run(stem);
        assertThat(logged().times()).isEqualTo(2);
        assertCompleted(run(branch(key(trunk), selecting(0.5))).values());
    }

    @Test
    void measuresAStoredSnapshotWithoutDoingAnythingBefore() throws IOException {
        List<Action> actions = chain(dense(), scoring(logged()), selecting(0.5).actions());
        Map<StepKey, Measurement> first = run(branch(null, leaf(actions)));
        Files.delete(file("measurements", key(actions)));
        assertSame(run(branch(key(actions), leaf(List.of()))), first);
        assertThat(logged().times()).isEqualTo(1);
    }

    @Test
    void saysWhichSnapshotItCannotStartFrom() {
        StepKey nowhere = key(dense());
        assertThatThrownBy(() -> run(branch(nowhere, selecting(0.5))))
                .isInstanceOf(LostSnapshotException.class)
                .hasMessage("Cannot find snapshot " + nowhere.value() + " to start from");
    }

    @Test
    void recomputesEverythingWhereToldTo() throws IOException {
        Branch branch = branch(null, tree(logged()));
        Map<StepKey, Measurement> first = run(branch);
        assertSame(run(Access.RECOMPUTE, branch), first);
        assertThat(logged().times()).isEqualTo(2);
        assertThat(ContentStore.open(folder.resolve("store")).audit().violations())
                .isEmpty();
    }

    private static void assertFailed(Measurement measurement, State state, ErrorCode code) {
        assertThat(measurement.outcome().state()).isEqualTo(state);
        assertThat(measurement.outcome().errorCode()).isEqualTo(code);
        assertThat(measurement.outcome().errorMessage()).isNotBlank();
        assertThat(measurement.size()).isNull();
        assertThat(measurement.quality()).isNull();
        assertThat(measurement.effort()).isNull();
        assertThat(measurement.provenance().codeVersion()).isEqualTo("test");
        assertThat(measurement.layers()).isEmpty();
        assertThat(measurement.curve()).isEmpty();
    }

    /** A dense parent with one twig in the middle that fails, and one on either side. */
    private static Branch withFailing(List<Action> failing) {
        Twig left = leaf(chain(pruning(0.5), training(ADAM, 1)));
        Twig middle = new Twig(failing, End.PASS, List.of(leaf(training(ADAM, 1)), leaf(training(ADAM, 2))));
        Twig right = leaf(chain(pruning(0.9), training(ADAM, 1)));
        return branch(null, new Twig(dense(), End.MEASURE, List.of(left, middle, right)));
    }

    private static List<StepKey> behind(List<Action> failing) {
        return List.of(
                key(chain(dense(), failing, training(ADAM, 1))), key(chain(dense(), failing, training(ADAM, 2))));
    }

    private void assertFailsAlone(List<Action> failing, State state, ErrorCode code) throws IOException {
        Branch branch = withFailing(failing);
        Map<StepKey, Measurement> results = new HashMap<>(run(branch));
        assertThat(results).containsOnlyKeys(branch.measured()).hasSize(5);
        behind(failing).forEach(key -> assertFailed(results.remove(key), state, code));
        assertCompleted(results.values());
    }

    @Test
    void failsOnlyTheTwigWhoseCriterionThrows() throws IOException {
        List<Action> failing = pruning(new Failing(), new Granularity.Weight(), 0.5);
        assertFailsAlone(failing, State.FAILED, ErrorCode.CRITERION);
        assertThat(run(withFailing(failing))
                        .get(behind(failing).get(0))
                        .outcome()
                        .errorMessage())
                .isEqualTo("Cannot score by failing: this network is not for me");
    }

    @Test
    void failsOnlyTheTwigWhoseRateDiverges() throws IOException {
        assertFailsAlone(training(new Optimizer.Sgd(1e30, 0), 2), State.DIVERGED, ErrorCode.NON_FINITE_LOSS);
    }

    /** The last step of all leaves weights that no later loss would show. */
    @Test
    void tellsADivergenceInTheLastStepOfAll() throws IOException {
        Action one = Chains.span(new Optimizer.Sgd(1e38, 0), Keep.LAST, null, 0, 1);
        assertFailsAlone(List.of(one), State.DIVERGED, ErrorCode.NON_FINITE_LOSS);
    }

    @Test
    void failsOnlyTheTwigWhoseSparsityIsOutOfReach() throws IOException {
        Action score = scoring(new Magnitude()).get(0);
        Action select = new Action.Select(new Scope.Global(), 0.99, null, Map.of(), 100, Placement.CHOSEN);
        assertFailsAlone(List.of(score, select), State.FAILED, ErrorCode.PRUNING);
    }

    @Test
    void failsOnlyTheTwigThatGoesWrongInAnyOtherWay() throws IOException {
        assertFailsAlone(List.of(new Action.Restore("never")), State.FAILED, ErrorCode.INTERNAL);
    }

    @Test
    void triesWhatFailedAgain() throws IOException {
        List<Action> failing = pruning(new Failing(), new Granularity.Weight(), 0.5);
        Map<StepKey, Measurement> first = run(withFailing(failing));
        Map<StepKey, Measurement> second = run(withFailing(failing));
        assertThat(second).containsOnlyKeys(first.keySet());
        List<StepKey> completed = new ArrayList<>(first.keySet());
        completed.removeAll(behind(failing));
        completed.forEach(key -> assertThat(second.get(key)).isEqualTo(first.get(key)));
    }

    @Test
    void keepsWhatTheVaultKnowsBehindAFailure() throws IOException {
        List<Action> failing = pruning(new Failing(), new Granularity.Weight(), 0.5);
        StepKey known = behind(failing).get(1);
        Measurement earlier = run(branch(null, leaf(dense()))).get(key(dense()));
        vault(Access.REUSE).put(known, earlier);
        Map<StepKey, Measurement> results = run(withFailing(failing));
        assertThat(results.get(known)).isEqualTo(earlier);
        assertFailed(results.get(behind(failing).get(0)), State.FAILED, ErrorCode.CRITERION);
    }

    @Test
    void reportsAStemThatFailsToThoseThatWaitForIt() throws IOException {
        List<Action> trunk = chain(dense(), scoring(new Failing()));
        Map<StepKey, Measurement> results = run(branch(null, new Twig(trunk, End.STORE, List.of())));
        assertThat(results).containsOnlyKeys(key(trunk));
        assertFailed(results.get(key(trunk)), State.FAILED, ErrorCode.CRITERION);
    }

    private Map<StepKey, Measurement> runWithin(double seconds, Branch branch) throws IOException {
        return new BranchRunner(vault(Access.REUSE), branch, DATA, new Limits(seconds, null), "test").run();
    }

    @Test
    void endsWhatTakesTooLongAndGoesOnBesideIt() throws IOException {
        for (Criterion endless : List.of(new Endless.Deaf(), new Endless.Polite())) {
            Twig hanging = new Twig(scoring(endless), End.PASS, List.of(selecting(0.5), selecting(0.9)));
            Twig fine = new Twig(scoring(new Magnitude()), End.PASS, List.of(selecting(0.5)));
            Branch branch = branch(null, new Twig(dense(), End.MEASURE, List.of(hanging, fine)));
            Map<StepKey, Measurement> results = runWithin(1.5, branch);
            assertThat(results).hasSize(4);
            List<Measurement> late = results.values().stream()
                    .filter(m -> m.outcome().state() != State.COMPLETED)
                    .toList();
            assertThat(late).hasSize(2).allSatisfy(m -> {
                assertFailed(m, State.TIMEOUT, ErrorCode.TIMEOUT);
                assertThat(m.outcome().errorMessage()).isEqualTo("Cannot finish within the limit of 1.5 s");
            });
        }
    }

    @Test
    void countsTheTrainingThatLiesBehindATrial() throws IOException {
        run(branch(null, new Twig(dense(), End.STORE, List.of())));
        Branch rest = branch(key(dense()), leaf(scoring(new Magnitude())));
        assertFailed(runWithin(1e-6, rest).get(rest.measured().get(0)), State.TIMEOUT, ErrorCode.TIMEOUT);
        assertCompleted(runWithin(60, rest).values());
    }

    @Test
    void endsTrainingThatTakesTooLong() throws IOException {
        Branch branch = branch(null, leaf(chain(List.of(new Action.Initialize()), training(ADAM, 100_000))));
        assertFailed(runWithin(0.5, branch).get(branch.measured().get(0)), State.TIMEOUT, ErrorCode.TIMEOUT);
    }

    private static List<Action> inBatchesOf(int batch, List<Action> training) {
        return training.stream()
                .map(action -> action instanceof Action.TrainSpan s
                        ? new Action.TrainSpan(
                                batch,
                                s.optimizer(),
                                s.schedule(),
                                s.patience(),
                                s.keep(),
                                s.from(),
                                s.to(),
                                s.length(),
                                s.slots())
                        : action)
                .toList();
    }

    @Test
    void beginsNoTrainingThatTakesMoreMemoryThanATrialMay() throws IOException {
        Branch branch = branch(
                null,
                new Twig(
                        chain(List.of(new Action.Initialize()), training(ADAM, 2)),
                        End.MEASURE,
                        List.of(leaf(training(ADAM, 2)))));
        Limits narrow = new Limits(null, "1m");
        assertCompleted(new BranchRunner(vault(Access.RECOMPUTE), branch, DATA, narrow, "test")
                .run()
                .values());
        Branch wide =
                branch(null, leaf(chain(List.of(new Action.Initialize()), inBatchesOf(100_000, training(ADAM, 2)))));
        Measurement refused = new BranchRunner(vault(Access.REUSE), wide, DATA, narrow, "test")
                .run()
                .get(wide.measured().get(0));
        assertFailed(refused, State.OUT_OF_MEMORY, ErrorCode.OUT_OF_MEMORY);
        assertThat(refused.outcome().errorMessage())
                .matches("Cannot train: it takes at least \\d+ MiB \\(the limit is 1 MiB\\)");
    }

    @Test
    void triesWhatRanOutOfMemoryOnceMoreAlone() throws IOException {
        assertCompleted(run(branch(null, leaf(chain(dense(), scoring(Hungry.times(1))))))
                .values());
        Branch starved = branch(null, leaf(chain(dense(), scoring(Hungry.times(2)))));
        assertFailed(run(starved).get(starved.measured().get(0)), State.OUT_OF_MEMORY, ErrorCode.OUT_OF_MEMORY);
    }

    @Test
    void storesWhatItMeasured() throws IOException {
        run(branch(null, leaf(dense())));
        Setting setting = Chains.setting(MLP, 1);
        Snapshot stored =
                vault(Access.REUSE).snapshot(key(dense()), setting.network()).orElseThrow();
        Snapshot expected = Chains.run(setting, null, training(ADAM, 2));
        assertThat(Chains.same(stored, expected)).isTrue();
        assertThat(vault(Access.REUSE).stock().holds(key(dense()))).isTrue();
        assertThat(vault(Access.REUSE).stock().holds(ROOT.key())).isFalse();
        assertThat(vault(Access.RECOMPUTE).stock().holds(key(dense()))).isFalse();
    }

    @Test
    void losesASnapshotThatIsFoundDamaged() throws IOException {
        run(branch(null, leaf(dense())));
        damage(file("snapshots", key(dense())));
        Stock stock = vault(Access.REUSE).stock();
        assertThat(stock.isLost(key(dense()))).isFalse();
        assertThat(stock.holds(key(dense()))).isFalse();
        assertThat(stock.isLost(key(dense()))).isTrue();
    }
}
