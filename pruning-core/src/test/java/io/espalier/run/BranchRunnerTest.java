package io.espalier.run;

import static io.espalier.run.Branches.ROOT;
import static io.espalier.run.Branches.assertCompleted;
import static io.espalier.run.Branches.assertSame;
import static io.espalier.run.Branches.branch;
import static io.espalier.run.Branches.dense;
import static io.espalier.run.Branches.key;
import static io.espalier.run.Branches.leaf;
import static io.espalier.run.Branches.scoring;
import static io.espalier.run.Branches.segment;
import static io.espalier.run.Branches.selecting;
import static io.espalier.run.Branches.tree;
import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.DATA;
import static io.espalier.run.Chains.MLP;
import static io.espalier.run.Chains.chain;
import static io.espalier.run.Chains.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.criterion.Magnitude;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.Segment;
import io.espalier.plan.tree.Segment.End;
import io.espalier.plan.tree.StepKey;
import io.espalier.result.Measurement;
import io.espalier.run.action.ExecutionContext;
import io.espalier.run.store.StepStore;
import io.espalier.run.store.StepStore.Access;
import io.espalier.snapshot.Snapshot;
import io.espalier.storage.ContentStore;
import io.espalier.storage.LocalStorage;
import io.espalier.sweep.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a branch gives. */
class BranchRunnerTest {
    @TempDir
    private Path folder;

    private Branches branches() {
        return new Branches(folder);
    }

    @Test
    void measuresEveryPlaceThatTheBranchNames() throws IOException {
        Branch branch = branch(null, tree(branches().logged()));
        Map<StepKey, Measurement> results = branches().run(branch);
        assertThat(results).containsOnlyKeys(branch.measured()).hasSize(3);
        assertCompleted(results.values());
        assertThat(branches().logged().times())
                .as("scored once for both sparsities")
                .isEqualTo(1);
    }

    @Test
    void givesEachTrialWhatItWouldGetAlone() throws IOException {
        Map<StepKey, Measurement> together = branches().run(branch(null, tree(new Magnitude())));
        Map<StepKey, Measurement> alone = new HashMap<>();
        List<Action> trunk = chain(dense(), scoring(new Magnitude()));
        for (Segment trial : List.of(selecting(0.9), selecting(0.5))) {
            alone.putAll(branches().run(Access.RECOMPUTE, branch(null, leaf(chain(trunk, trial.actions())))));
        }
        alone.putAll(branches().run(Access.RECOMPUTE, branch(null, leaf(dense()))));
        assertSame(alone, together);
        assertThat(ContentStore.open(LocalStorage.at(folder.resolve("store")))
                        .audit()
                        .violations())
                .isEmpty();
    }

    @Test
    void growsFromAStoredSnapshotAsIfThereHadBeenNoCut() throws IOException {
        Map<StepKey, Measurement> whole = branches().run(Access.RECOMPUTE, branch(null, tree(new Magnitude())));
        Path other = folder.resolve("other");
        StepStore stepStore = new StepStore(ContentStore.open(LocalStorage.at(other)), Access.REUSE);
        List<Action> trunk = chain(dense(), scoring(new Magnitude()));
        Segment stem = segment(trunk, End.STORE, List.of());
        assertThat(new BranchRunner(Chains.PLAIN, stepStore, branch(null, stem), DATA, Limits.NONE, "test").run())
                .isEmpty();
        Branch rest = branch(key(trunk), selecting(0.5), selecting(0.9));
        Map<StepKey, Measurement> grown =
                new BranchRunner(Chains.PLAIN, stepStore, rest, DATA, Limits.NONE, "test").run();
        Map<StepKey, Measurement> expected = new HashMap<>(whole);
        expected.remove(key(dense()));
        assertSame(grown, expected);
    }

    @Test
    void saysWhichSnapshotItCannotStartFrom() {
        StepKey nowhere = key(dense());
        assertThatThrownBy(() -> branches().run(branch(nowhere, selecting(0.5))))
                .isInstanceOf(LostSnapshotException.class)
                .hasMessage("Cannot find snapshot " + nowhere.value() + " to start from");
    }

    @Test
    void recomputesEverythingWhereToldTo() throws IOException {
        Branch branch = branch(null, tree(branches().logged()));
        Map<StepKey, Measurement> first = branches().run(branch);
        assertSame(branches().run(Access.RECOMPUTE, branch), first);
        assertThat(branches().logged().times()).isEqualTo(2);
        assertThat(ContentStore.open(LocalStorage.at(folder.resolve("store")))
                        .audit()
                        .violations())
                .isEmpty();
    }

    @Test
    void storesWhatItMeasured() throws IOException {
        branches().run(branch(null, leaf(dense())));
        ExecutionContext context = Chains.context(MLP, 1);
        Snapshot stored = branches()
                .stepStore(Access.REUSE)
                .snapshot(key(dense()), context.network())
                .orElseThrow();
        Snapshot expected = Chains.run(context, null, training(ADAM, 2));
        assertThat(Chains.same(stored, expected)).isTrue();
        assertThat(branches().stepStore(Access.REUSE).snapshotIndex().holds(key(dense())))
                .isTrue();
        assertThat(branches().stepStore(Access.REUSE).snapshotIndex().holds(ROOT.key()))
                .isFalse();
        assertThat(branches().stepStore(Access.RECOMPUTE).snapshotIndex().holds(key(dense())))
                .isFalse();
    }
}
