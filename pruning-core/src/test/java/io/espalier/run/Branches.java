package io.espalier.run;

import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.DATA;
import static io.espalier.run.Chains.MLP;
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
import io.espalier.plan.tree.TrialContext;
import io.espalier.prune.Granularity;
import io.espalier.result.Measurement;
import io.espalier.result.MeasurementJson;
import io.espalier.result.TrialRow.ErrorCode;
import io.espalier.result.TrialRow.State;
import io.espalier.run.store.StepStore;
import io.espalier.run.store.StepStore.Access;
import io.espalier.storage.ContentStore;
import io.espalier.storage.LocalStorage;
import io.espalier.sweep.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Small branches on a few digits, run in a folder.
 *
 * @param folder where the store and the log of criteria are
 */
record Branches(Path folder) {
    static final TrialContext ROOT = Chains.root(MLP, 1);

    StepStore stepStore(Access access) throws IOException {
        return new StepStore(ContentStore.open(LocalStorage.at(folder.resolve("store"))), access);
    }

    Logged logged() {
        return new Logged(folder.resolve("log").toString());
    }

    /** With keys that are told when it is put into a branch. */
    static Segment segment(List<Action> actions, End end, List<Segment> next) {
        return new Segment(ROOT.key(), actions, List.of(), end, next);
    }

    private static Segment keyed(Segment segment, StepKey start) {
        List<StepKey> keys = new ArrayList<>();
        for (Action action : segment.actions()) {
            keys.add((keys.isEmpty() ? start : keys.get(keys.size() - 1)).then(action));
        }
        StepKey key = keys.isEmpty() ? start : keys.get(keys.size() - 1);
        List<Segment> next =
                segment.next().stream().map(behind -> keyed(behind, key)).toList();
        return new Segment(start, segment.actions(), keys, segment.end(), next);
    }

    static Branch branch(@Nullable StepKey from, Segment... segments) {
        StepKey start = from == null ? ROOT.key() : from;
        List<Segment> keyed =
                Stream.of(segments).map(segment -> keyed(segment, start)).toList();
        return new Branch(ROOT, from, List.of(), keyed, 0, 0, List.of());
    }

    Map<StepKey, Measurement> run(Access access, Branch branch) throws IOException {
        return new BranchRunner(Chains.PLAIN, stepStore(access), branch, DATA, Limits.NONE, "test").run();
    }

    Map<StepKey, Measurement> run(Branch branch) throws IOException {
        return run(Access.REUSE, branch);
    }

    static Segment leaf(List<Action> actions) {
        return segment(actions, End.MEASURE, List.of());
    }

    static List<Action> dense() {
        return chain(List.of(new Action.Initialize()), training(ADAM, 2));
    }

    static List<Action> scoring(Criterion criterion) {
        return pruning(criterion, new Granularity.Weight(), 0.5).subList(0, 1);
    }

    static Segment selecting(double sparsity) {
        return leaf(chain(pruning(sparsity).subList(1, 2), training(ADAM, 1)));
    }

    /** A dense parent, scored once, cut and tuned at two sparsities. */
    static Segment tree(Criterion criterion) {
        return segment(
                dense(),
                End.MEASURE,
                List.of(segment(scoring(criterion), End.PASS, List.of(selecting(0.5), selecting(0.9)))));
    }

    static StepKey key(List<Action> actions) {
        StepKey key = ROOT.key();
        for (Action action : actions) {
            key = key.then(action);
        }
        return key;
    }

    static void assertSame(Map<StepKey, Measurement> one, Map<StepKey, Measurement> other) {
        assertThat(one).containsOnlyKeys(other.keySet());
        one.forEach((key, measurement) -> assertThat(
                        MeasurementJson.same(MeasurementJson.write(measurement), MeasurementJson.write(other.get(key))))
                .isTrue());
    }

    static void assertCompleted(Collection<Measurement> measurements) {
        assertThat(measurements).allMatch(m -> m.outcome().state() == State.COMPLETED);
    }

    Path file(String kind, StepKey key) {
        return folder.resolve("store")
                .resolve(kind)
                .resolve(key.value().substring(0, 2))
                .resolve(key.value());
    }

    static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    static void assertFailed(Measurement measurement, State state, ErrorCode code) {
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

    Map<StepKey, Measurement> runWithin(double seconds, Branch branch) throws IOException {
        return new BranchRunner(Chains.PLAIN, stepStore(Access.REUSE), branch, DATA, new Limits(seconds, null), "test")
                .run();
    }
}
