package io.espalier.plan;

import io.espalier.data.DataSpec;
import io.espalier.data.Splits;
import io.espalier.plan.tree.CostModel;
import io.espalier.plan.tree.NetworkCache;
import io.espalier.plan.tree.SweepTree;
import io.espalier.plan.tree.TrialContext;
import io.espalier.recipe.Step;
import io.espalier.sweep.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What trials do on their data, as chains of actions.
 *
 * @param data what each data description of the trials loads, in their order
 * @param engine name and version of what computes
 */
public record TrialChains(Map<DataSpec, Splits> data, String engine) {
    public TrialChains {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** A trial as a chain. */
    public SweepTree.Chain of(Trial trial) {
        TrialContext root = new TrialContext(
                trial.task(), trial.network(), data(trial.data()).hash(), engine, trial.seed());
        return of(root, trial.data(), trial.steps());
    }

    /** A planned trial as a chain, and the same with each of its metrics behind it. */
    public List<SweepTree.Chain> withMetrics(PlannedTrial planned) {
        SweepTree.Chain chain = of(planned.trial());
        List<SweepTree.Chain> chains = new ArrayList<>(List.of(chain));
        planned.assessments().forEach(a -> chains.add(chain.then(a.action())));
        return chains;
    }

    /** Other steps on the data of a description. */
    SweepTree.Chain of(TrialContext root, DataSpec spec, List<Step> steps) {
        return SweepTree.Chain.of(root, steps, data(spec).train().size());
    }

    /** The parts of the data of a description. */
    public Splits data(DataSpec spec) {
        return Objects.requireNonNull(data.get(spec), "data was not loaded");
    }

    /** An empty tree, which takes with a chain those that make the other networks that its actions look at. */
    public SweepTree.Builder tree() {
        NetworkCache networks = networks();
        return new SweepTree.Builder(reference -> Optional.of(reference.chain(
                networks.data(reference.root().dataHash()).train().size())));
    }

    /** What actions are expected to take. */
    public CostModel costs() {
        return new CostModel(networks());
    }

    NetworkCache networks() {
        return new NetworkCache(data.values());
    }
}
