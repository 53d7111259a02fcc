package io.espalier.run;

import static io.espalier.run.Branches.assertCompleted;
import static io.espalier.run.Branches.assertFailed;
import static io.espalier.run.Branches.branch;
import static io.espalier.run.Branches.dense;
import static io.espalier.run.Branches.key;
import static io.espalier.run.Branches.leaf;
import static io.espalier.run.Branches.scoring;
import static io.espalier.run.Branches.segment;
import static io.espalier.run.Branches.selecting;
import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.DATA;
import static io.espalier.run.Chains.chain;
import static io.espalier.run.Chains.training;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.criterion.Criterion;
import io.espalier.criterion.Magnitude;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.Segment;
import io.espalier.plan.tree.Segment.End;
import io.espalier.plan.tree.StepKey;
import io.espalier.result.Measurement;
import io.espalier.result.TrialRow.ErrorCode;
import io.espalier.result.TrialRow.State;
import io.espalier.run.store.StepStore.Access;
import io.espalier.sweep.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trial gets the time and the memory that its sweep allows. */
@Tag("slow")
class BranchLimitsTest {
    @TempDir
    private Path folder;

    private Branches branches() {
        return new Branches(folder);
    }

    @Test
    void endsWhatTakesTooLongAndGoesOnBesideIt() throws IOException {
        for (Criterion endless : List.of(new Endless.Deaf(), new Endless.Polite())) {
            Segment hanging = segment(scoring(endless), End.PASS, List.of(selecting(0.5), selecting(0.9)));
            Segment fine = segment(scoring(new Magnitude()), End.PASS, List.of(selecting(0.5)));
            Branch branch = branch(null, segment(dense(), End.MEASURE, List.of(hanging, fine)));
            Map<StepKey, Measurement> results = branches().runWithin(1.5, branch);
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
        branches().run(branch(null, segment(dense(), End.STORE, List.of())));
        Branch rest = branch(key(dense()), leaf(scoring(new Magnitude())));
        assertFailed(branches().runWithin(1e-6, rest).get(rest.measured().get(0)), State.TIMEOUT, ErrorCode.TIMEOUT);
        assertCompleted(branches().runWithin(60, rest).values());
    }

    @Test
    void endsTrainingThatTakesTooLong() throws IOException {
        Branch branch = branch(null, leaf(chain(List.of(new Action.Initialize()), training(ADAM, 100_000))));
        assertFailed(branches().runWithin(0.5, branch).get(branch.measured().get(0)), State.TIMEOUT, ErrorCode.TIMEOUT);
    }

    private static List<Action> inBatchesOf(int batch, List<Action> training) {
        return training.stream()
                .map(action -> action instanceof Action.TrainBatches s
                        ? new Action.TrainBatches(
                                batch,
                                s.optimizer(),
                                s.schedule(),
                                s.patience(),
                                s.keep(),
                                s.from(),
                                s.to(),
                                s.length(),
                                s.hooks())
                        : action)
                .toList();
    }

    @Test
    void beginsNoTrainingThatTakesMoreMemoryThanATrialMay() throws IOException {
        Branch branch = branch(
                null,
                segment(
                        chain(List.of(new Action.Initialize()), training(ADAM, 2)),
                        End.MEASURE,
                        List.of(leaf(training(ADAM, 2)))));
        Limits narrow = new Limits(null, "1m");
        assertCompleted(
                new BranchRunner(Chains.PLAIN, branches().stepStore(Access.RECOMPUTE), branch, DATA, narrow, "test")
                        .run()
                        .values());
        Branch wide =
                branch(null, leaf(chain(List.of(new Action.Initialize()), inBatchesOf(100_000, training(ADAM, 2)))));
        Measurement refused = new BranchRunner(
                        Chains.PLAIN, branches().stepStore(Access.REUSE), wide, DATA, narrow, "test")
                .run()
                .get(wide.measured().get(0));
        assertFailed(refused, State.OUT_OF_MEMORY, ErrorCode.OUT_OF_MEMORY);
        assertThat(refused.outcome().errorMessage())
                .matches("Cannot train: it takes at least \\d+ MiB \\(the limit is 1 MiB\\)");
    }

    @Test
    void triesWhatRanOutOfMemoryOnceMoreAlone() throws IOException {
        assertCompleted(branches()
                .run(branch(null, leaf(chain(dense(), scoring(Hungry.times(1))))))
                .values());
        Branch starved = branch(null, leaf(chain(dense(), scoring(Hungry.times(2)))));
        assertFailed(
                branches().run(starved).get(starved.measured().get(0)), State.OUT_OF_MEMORY, ErrorCode.OUT_OF_MEMORY);
    }
}
