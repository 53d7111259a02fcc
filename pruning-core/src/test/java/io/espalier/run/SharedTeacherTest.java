package io.espalier.run;

import static io.espalier.run.Chains.DATA;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.binding.Binder;
import io.espalier.data.DataSpec;
import io.espalier.data.source.Digits;
import io.espalier.engine.Engine;
import io.espalier.network.NetworkFamily;
import io.espalier.network.zoo.Mlp;
import io.espalier.plan.Plan;
import io.espalier.plan.PlannedTrial;
import io.espalier.plan.Planner;
import io.espalier.plan.TrialChains;
import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.CutRequest;
import io.espalier.plan.tree.StepKey;
import io.espalier.plan.tree.SweepTree;
import io.espalier.recipe.Step;
import io.espalier.result.Measurement;
import io.espalier.run.store.StepStore;
import io.espalier.run.store.StepStore.Access;
import io.espalier.storage.ContentStore;
import io.espalier.storage.LocalStorage;
import io.espalier.sweep.Control;
import io.espalier.sweep.Limits;
import io.espalier.sweep.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two students of one teacher, and controls cut to a candidate's size, in branches that run side by side. */
class SharedTeacherTest {
    private static final DataSpec SPEC = new DataSpec(new Digits(), 0.2, 0.2, 0, DataSpec.Scaling.UNIT, 30);
    private static final NetworkFamily STUDENT = new Mlp(List.of(6), Mlp.Activation.RELU);
    private static final int OF_THE_TEACHER = 9;

    @TempDir
    private Path folder;

    private final TrialChains chains =
            new TrialChains(Map.of(SPEC, DATA), Engine.ofProcess().info().name());
    private final Plan plan =
            new Planner(chains, List.of(Control.SMALL_DENSE)).plan(List.of(student(2), student(4)), List.of(1L));

    private static Point student(int temperature) {
        return new Point(
                "{}",
                SPEC,
                STUDENT,
                steps("""
                        {'train':{'epochs':2,'batch':16,'distill':{'temperature':%d,'teacher':{'network':
                        {'family':'mlp','hidden':[9]},'recipe':[{'train':{'epochs':3,'batch':16}}]}}}}
                        """.formatted(temperature), "{'prune':{'granularity':'neuron','sparsity':0.5}}"));
    }

    private static List<Step> steps(String... singleQuoted) {
        return List.of(singleQuoted).stream()
                .map(text -> Binder.ofContext().parse(text.replace('\'', '"'), Step.class))
                .toList();
    }

    private StepStore stepStore(String name) throws IOException {
        return new StepStore(ContentStore.open(LocalStorage.at(folder.resolve(name))), Access.REUSE);
    }

    private static Set<StepKey> ends(List<PlannedTrial> trials) {
        return trials.stream().map(PlannedTrial::end).collect(Collectors.toSet());
    }

    /** Runs each branch once what it grows from and looks at is done, all that are ready at the same time. */
    private static Map<StepKey, Measurement> run(List<Branch> branches, Engine engine, StepStore stepStore)
            throws Exception {
        Map<StepKey, Measurement> results = new HashMap<>();
        Set<StepKey> done = new HashSet<>();
        List<Branch> waiting = new ArrayList<>(branches);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            while (!waiting.isEmpty()) {
                List<Branch> ready = waiting.stream()
                        .filter(branch -> done.containsAll(branch.needs()))
                        .toList();
                assertThat(ready).as("no branch waits for ever").isNotEmpty();
                waiting.removeAll(ready);
                List<Future<Map<StepKey, Measurement>>> running = new ArrayList<>();
                for (Branch branch : ready) {
                    running.add(threads.submit(() ->
                            new BranchRunner(engine, stepStore, branch.alone(), DATA, Limits.NONE, "test").run()));
                }
                for (int i = 0; i < ready.size(); i++) {
                    results.putAll(running.get(i).get());
                    done.addAll(ready.get(i).ends());
                    waiting.addAll(ready.get(i).next());
                }
            }
        } finally {
            threads.shutdownNow();
        }
        return results;
    }

    private List<Branch> branches(List<PlannedTrial> trials, Set<StepKey> stored) {
        CutRequest request = new CutRequest(ends(trials), plan.dense(), key -> false, stored::contains);
        return plan.tree().branches(chains.costs(), request, 0);
    }

    @Test
    void trainsOneTeacherForTwoBranchesSideBySide() throws Exception {
        List<PlannedTrial> trials = plan.trials();
        CountingEngine engine = new CountingEngine(Engine.ofProcess());
        StepStore stepStore = stepStore("together");
        Map<StepKey, Measurement> together = run(branches(trials, Set.of()), engine, stepStore);
        assertThat(together).containsOnlyKeys(ends(trials)).hasSize(4);
        Branches.assertCompleted(together.values());
        assertThat(engine.trainings(OF_THE_TEACHER)).as("loops of the teacher").isEqualTo(1);
        assertThat(plan.tree().references()).hasSize(3).allMatch(node -> stepStore.holds(node.key()));
        assertThat(branches(trials, stepStore.snapshots()))
                .flatMap(Branch::needs)
                .isEmpty();
    }

    /** As a trial does that shares nothing: it makes what it looks at itself, and gets the same. */
    @Test
    void givesEachTrialWhatItWouldGetAlone() throws Exception {
        List<PlannedTrial> trials = plan.trials();
        Map<StepKey, Measurement> together = run(branches(trials, Set.of()), Engine.ofProcess(), stepStore("together"));
        Map<StepKey, Measurement> alone = new HashMap<>();
        for (PlannedTrial trial : trials) {
            CutRequest request = new CutRequest(Set.of(trial.end()), key -> false, key -> false);
            List<Branch> branches = SweepTree.of(List.of(chains.of(trial.trial())))
                    .branches(chains.costs(), request, Double.POSITIVE_INFINITY);
            assertThat(branches).singleElement().extracting(Branch::needs).isEqualTo(List.of());
            alone.putAll(run(branches, Engine.ofProcess(), stepStore(trial.id().hex())));
        }
        Branches.assertSame(alone, together);
    }
}
