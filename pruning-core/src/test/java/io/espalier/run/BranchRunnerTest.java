package io.espalier.run;

import static io.espalier.run.Branches.ROOT;
import static io.espalier.run.Branches.assertCompleted;
import static io.espalier.run.Branches.assertSame;
import static io.espalier.run.Branches.branch;
import static io.espalier.run.Branches.dense;
import static io.espalier.run.Branches.key;
import static io.espalier.run.Branches.leaf;
import static io.espalier.run.Branches.scoring;
import static io.espalier.run.Branches.selecting;
import static io.espalier.run.Branches.tree;
import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.DATA;
import static io.espalier.run.Chains.MLP;
import static io.espalier.run.Chains.chain;
import static io.espalier.run.Chains.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.config.Limits;
import io.espalier.criterion.Magnitude;
import io.espalier.plan.Action;
import io.espalier.plan.Branch;
import io.espalier.plan.StepKey;
import io.espalier.plan.Twig;
import io.espalier.plan.Twig.End;
import io.espalier.result.Measurement;
import io.espalier.run.Vault.Access;
import io.espalier.snapshot.ContentStore;
import io.espalier.snapshot.Snapshot;
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
        for (Twig trial : List.of(selecting(0.9), selecting(0.5))) {
            alone.putAll(branches().run(Access.RECOMPUTE, branch(null, leaf(chain(trunk, trial.actions())))));
        }
        alone.putAll(branches().run(Access.RECOMPUTE, branch(null, leaf(dense()))));
        assertSame(alone, together);
        assertThat(ContentStore.open(folder.resolve("store")).audit().violations())
                .isEmpty();
    }

    @Test
    void growsFromAStoredSnapshotAsIfThereHadBeenNoCut() throws IOException {
        Map<StepKey, Measurement> whole = branches().run(Access.RECOMPUTE, branch(null, tree(new Magnitude())));
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
        assertThat(ContentStore.open(folder.resolve("store")).audit().violations())
                .isEmpty();
    }

    @Test
    void storesWhatItMeasured() throws IOException {
        branches().run(branch(null, leaf(dense())));
        Setting setting = Chains.setting(MLP, 1);
        Snapshot stored = branches()
                .vault(Access.REUSE)
                .snapshot(key(dense()), setting.network())
                .orElseThrow();
        Snapshot expected = Chains.run(setting, null, training(ADAM, 2));
        assertThat(Chains.same(stored, expected)).isTrue();
        assertThat(branches().vault(Access.REUSE).stock().holds(key(dense()))).isTrue();
        assertThat(branches().vault(Access.REUSE).stock().holds(ROOT.key())).isFalse();
        assertThat(branches().vault(Access.RECOMPUTE).stock().holds(key(dense())))
                .isFalse();
    }
}
