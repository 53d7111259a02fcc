package io.espalier.run;

import static io.espalier.run.Branches.assertCompleted;
import static io.espalier.run.Branches.assertSame;
import static io.espalier.run.Branches.branch;
import static io.espalier.run.Branches.damage;
import static io.espalier.run.Branches.dense;
import static io.espalier.run.Branches.key;
import static io.espalier.run.Branches.leaf;
import static io.espalier.run.Branches.scoring;
import static io.espalier.run.Branches.segment;
import static io.espalier.run.Branches.selecting;
import static io.espalier.run.Branches.tree;
import static io.espalier.run.Chains.chain;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.Segment;
import io.espalier.plan.tree.Segment.End;
import io.espalier.plan.tree.StepKey;
import io.espalier.result.Measurement;
import io.espalier.run.store.SnapshotIndex;
import io.espalier.run.store.StepStore.Access;
import io.espalier.storage.ContentStore;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a branch does again, and what not, of all that the step store holds. */
class BranchResumptionTest {
    @TempDir
    private Path folder;

    private Branches branches() {
        return new Branches(folder);
    }

    @Test
    void doesNothingThatTheStepStoreHoldsAgain() throws IOException {
        Branch branch = branch(null, tree(branches().logged()));
        Map<StepKey, Measurement> first = branches().run(branch);
        assertThat(branches().run(branch)).as("to the time of day").isEqualTo(first);
        assertThat(branches().logged().times()).isEqualTo(1);
    }

    @Test
    void addsToATreeWithoutMeasuringItAgain() throws IOException {
        Map<StepKey, Measurement> before =
                branches().run(branch(null, tree(branches().logged())));
        Segment grown = segment(
                dense(),
                End.MEASURE,
                List.of(segment(
                        scoring(branches().logged()),
                        End.PASS,
                        List.of(selecting(0.5), selecting(0.8), selecting(0.9)))));
        Map<StepKey, Measurement> after = branches().run(branch(null, grown));
        assertThat(after).containsAllEntriesOf(before).hasSize(4);
        assertThat(branches().logged().times()).as("scores are not stored").isEqualTo(2);
    }

    @Test
    void startsFromTheSnapshotWhereOnlyTheMeasurementIsLost() throws IOException {
        List<Action> actions =
                chain(dense(), scoring(branches().logged()), selecting(0.5).actions());
        Branch branch = branch(null, leaf(actions));
        Map<StepKey, Measurement> first = branches().run(branch);
        Files.delete(branches().file("measurements", key(actions)));
        assertSame(branches().run(branch), first);
        assertThat(branches().logged().times()).isEqualTo(1);
    }

    @Test
    void doesNothingThatOnlyLeadsToAStoredPlaceWithoutItsMeasurement() throws IOException {
        Segment tree = tree(branches().logged());
        Map<StepKey, Measurement> first = branches().run(branch(null, tree));
        StepKey end =
                key(chain(dense(), scoring(branches().logged()), selecting(0.5).actions()));
        Files.delete(branches().file("measurements", end));
        assertSame(branches().run(branch(null, tree)), first);
        assertThat(branches().logged().times()).as("not scored again").isEqualTo(1);
    }

    @Test
    void doesAgainWhatIsDamaged() throws IOException {
        List<Action> actions =
                chain(dense(), scoring(branches().logged()), selecting(0.5).actions());
        Branch branch = branch(null, leaf(actions));
        Map<StepKey, Measurement> first = branches().run(branch);
        damage(branches().file("measurements", key(actions)));
        damage(branches().file("snapshots", key(actions)));
        assertSame(branches().run(branch), first);
        assertThat(branches().logged().times()).isEqualTo(2);
        assertThat(ContentStore.open(LocalStorage.at(folder.resolve("store")))
                        .audit()
                        .damaged())
                .isEmpty();
    }

    @Test
    void storesASnapshotAgainThatOthersWaitForAndThatIsDamaged() throws IOException {
        List<Action> trunk = chain(dense(), scoring(branches().logged()));
        Branch stem = branch(null, segment(trunk, End.STORE, List.of()));
        branches().run(stem);
        branches().run(stem);
        assertThat(branches().logged().times()).isEqualTo(1);
        damage(branches().file("snapshots", key(trunk)));
        branches().run(stem);
        assertThat(branches().logged().times()).isEqualTo(2);
        assertCompleted(branches().run(branch(key(trunk), selecting(0.5))).values());
    }

    @Test
    void measuresAStoredSnapshotWithoutDoingAnythingBefore() throws IOException {
        List<Action> actions =
                chain(dense(), scoring(branches().logged()), selecting(0.5).actions());
        Map<StepKey, Measurement> first = branches().run(branch(null, leaf(actions)));
        Files.delete(branches().file("measurements", key(actions)));
        assertSame(branches().run(branch(key(actions), leaf(List.of()))), first);
        assertThat(branches().logged().times()).isEqualTo(1);
    }

    @Test
    void losesASnapshotThatIsFoundDamaged() throws IOException {
        branches().run(branch(null, leaf(dense())));
        damage(branches().file("snapshots", key(dense())));
        SnapshotIndex snapshotIndex = branches().stepStore(Access.REUSE).snapshotIndex();
        assertThat(snapshotIndex.isLost(key(dense()))).isFalse();
        assertThat(snapshotIndex.holds(key(dense()))).isFalse();
        assertThat(snapshotIndex.isLost(key(dense()))).isTrue();
    }
}
