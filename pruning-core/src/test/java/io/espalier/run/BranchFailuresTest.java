package io.espalier.run;

import static io.espalier.run.Branches.assertCompleted;
import static io.espalier.run.Branches.assertFailed;
import static io.espalier.run.Branches.branch;
import static io.espalier.run.Branches.dense;
import static io.espalier.run.Branches.key;
import static io.espalier.run.Branches.leaf;
import static io.espalier.run.Branches.scoring;
import static io.espalier.run.Branches.segment;
import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.chain;
import static io.espalier.run.Chains.pruning;
import static io.espalier.run.Chains.training;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.criterion.Magnitude;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.Segment;
import io.espalier.plan.tree.Segment.End;
import io.espalier.plan.tree.StepKey;
import io.espalier.prune.Granularity;
import io.espalier.prune.LayerBounds;
import io.espalier.prune.MaskPlacement;
import io.espalier.prune.Scope;
import io.espalier.recipe.Train.Keep;
import io.espalier.recipe.train.Optimizer;
import io.espalier.result.Measurement;
import io.espalier.result.TrialRow.ErrorCode;
import io.espalier.result.TrialRow.State;
import io.espalier.run.store.StepStore.Access;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong in a branch is rows, and nothing else goes wrong with it. */
class BranchFailuresTest {
    @TempDir
    private Path folder;

    private Branches branches() {
        return new Branches(folder);
    }

    /** A dense parent with one segment in the middle that fails, and one on either side. */
    private static Branch withFailing(List<Action> failing) {
        Segment left = leaf(chain(pruning(0.5), training(ADAM, 1)));
        Segment middle = segment(failing, End.PASS, List.of(leaf(training(ADAM, 1)), leaf(training(ADAM, 2))));
        Segment right = leaf(chain(pruning(0.9), training(ADAM, 1)));
        return branch(null, segment(dense(), End.MEASURE, List.of(left, middle, right)));
    }

    private static List<StepKey> behind(List<Action> failing) {
        return List.of(
                key(chain(dense(), failing, training(ADAM, 1))), key(chain(dense(), failing, training(ADAM, 2))));
    }

    private void assertFailsAlone(List<Action> failing, State state, ErrorCode code) throws IOException {
        Branch branch = withFailing(failing);
        Map<StepKey, Measurement> results = new HashMap<>(branches().run(branch));
        assertThat(results).containsOnlyKeys(branch.measured()).hasSize(5);
        behind(failing).forEach(key -> assertFailed(results.remove(key), state, code));
        assertCompleted(results.values());
    }

    @Test
    void failsOnlyTheSegmentWhoseCriterionThrows() throws IOException {
        List<Action> failing = pruning(new Failing(), new Granularity.Weight(), 0.5);
        assertFailsAlone(failing, State.FAILED, ErrorCode.CRITERION);
        assertThat(branches()
                        .run(withFailing(failing))
                        .get(behind(failing).get(0))
                        .outcome()
                        .errorMessage())
                .isEqualTo("Cannot score with failing: this network is not for me");
    }

    @Test
    void failsOnlyTheSegmentWhoseRateDiverges() throws IOException {
        assertFailsAlone(training(new Optimizer.Sgd(1e30, 0), 2), State.DIVERGED, ErrorCode.NON_FINITE_LOSS);
    }

    /** The last step of all leaves weights that no later loss would show. */
    @Test
    void tellsADivergenceInTheLastStepOfAll() throws IOException {
        Action one = Chains.batches(new Optimizer.Sgd(1e38, 0), Keep.LAST, null, 0, 1);
        assertFailsAlone(List.of(one), State.DIVERGED, ErrorCode.NON_FINITE_LOSS);
    }

    @Test
    void failsOnlyTheSegmentWhoseSparsityIsOutOfReach() throws IOException {
        Action score = scoring(new Magnitude()).get(0);
        Action select =
                new Action.Select(new Scope.Global(), 0.99, null, Map.of(), new LayerBounds(100), MaskPlacement.CHOSEN);
        assertFailsAlone(List.of(score, select), State.FAILED, ErrorCode.PRUNING);
    }

    @Test
    void failsOnlyTheSegmentThatGoesWrongInAnyOtherWay() throws IOException {
        assertFailsAlone(List.of(new Action.Rewind("never")), State.FAILED, ErrorCode.INTERNAL);
    }

    @Test
    void triesWhatFailedAgain() throws IOException {
        List<Action> failing = pruning(new Failing(), new Granularity.Weight(), 0.5);
        Map<StepKey, Measurement> first = branches().run(withFailing(failing));
        Map<StepKey, Measurement> second = branches().run(withFailing(failing));
        assertThat(second).containsOnlyKeys(first.keySet());
        List<StepKey> completed = new ArrayList<>(first.keySet());
        completed.removeAll(behind(failing));
        completed.forEach(key -> assertThat(second.get(key)).isEqualTo(first.get(key)));
    }

    @Test
    void keepsWhatTheStepStoreKnowsBehindAFailure() throws IOException {
        List<Action> failing = pruning(new Failing(), new Granularity.Weight(), 0.5);
        StepKey known = behind(failing).get(1);
        Measurement earlier = branches().run(branch(null, leaf(dense()))).get(key(dense()));
        branches().stepStore(Access.REUSE).put(known, earlier);
        Map<StepKey, Measurement> results = branches().run(withFailing(failing));
        assertThat(results.get(known)).isEqualTo(earlier);
        assertFailed(results.get(behind(failing).get(0)), State.FAILED, ErrorCode.CRITERION);
    }

    @Test
    void reportsAStemThatFailsToThoseThatWaitForIt() throws IOException {
        List<Action> trunk = chain(dense(), scoring(new Failing()));
        Map<StepKey, Measurement> results = branches().run(branch(null, segment(trunk, End.STORE, List.of())));
        assertThat(results).containsOnlyKeys(key(trunk));
        assertFailed(results.get(key(trunk)), State.FAILED, ErrorCode.CRITERION);
    }
}
