package io.espalier.run;

import static io.espalier.run.Branches.leaf;
import static io.espalier.run.Branches.scoring;
import static io.espalier.run.Branches.segment;
import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.chain;
import static io.espalier.run.Chains.pruning;
import static io.espalier.run.Chains.training;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.criterion.Criterion;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.Segment;
import io.espalier.plan.tree.Segment.End;
import io.espalier.plan.tree.StepKey;
import io.espalier.result.Measurement;
import io.espalier.result.TrialRow.State;
import io.espalier.storage.ContentStore;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task that runs twice at once, as speculation has it, with a copy that is faster. */
class CopiesTest {
    /** After which it is asked again what was not there. */
    private static final long A_WHILE = 1_100;

    @TempDir
    private Path folder;

    private Map<StepKey, Measurement> run(Branch branch) {
        try {
            return new Branches(folder).run(branch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A stem in memory and a leaf, which scores first. */
    private static Branch branch(Criterion ofLeaf) {
        List<Action> stem = chain(List.of(new Action.Initialize()), training(ADAM, 1), scoring(new Meanwhile()));
        Segment leaf = leaf(chain(scoring(ofLeaf), pruning(0.5).subList(1, 2)));
        return Branches.branch(null, segment(stem, End.PASS, List.of(leaf)));
    }

    /** Whole, but no snapshot and no measurement: its maker finds out when it has begun with what lies before. */
    private void spoil(StepKey key) throws IOException {
        ContentStore store = ContentStore.open(LocalStorage.at(folder.resolve("store")));
        for (String kind : List.of("snapshots", "measurements")) {
            store.remove(kind, key.value());
            store.publish(kind, key.value(), "neither".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void clear(StepKey key) {
        try {
            ContentStore store = ContentStore.open(LocalStorage.at(folder.resolve("store")));
            store.remove("snapshots", key.value());
            store.remove("measurements", key.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void leavesAStepThatACopyFinishedBeforeItBegan() throws IOException {
        Logged logged = new Branches(folder).logged();
        Branch branch = branch(logged);
        StepKey key = branch.measured().get(0);
        run(branch);
        spoil(key);
        Meanwhile.DONE.add(() -> {
            clear(key);
            run(branch);
            sleep(A_WHILE);
        });
        assertThat(run(branch).get(key).outcome().state()).isEqualTo(State.COMPLETED);
        assertThat(Meanwhile.DONE).isEmpty();
        assertThat(logged.times()).as("at first and by the copy").isEqualTo(2);
    }
}
