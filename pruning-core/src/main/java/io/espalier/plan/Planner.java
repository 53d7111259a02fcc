package io.espalier.plan;

import io.espalier.data.DataSpec;
import io.espalier.data.Splits;
import io.espalier.metric.Metric;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.CostModel;
import io.espalier.plan.tree.DenseParent;
import io.espalier.plan.tree.MeasurePoints;
import io.espalier.plan.tree.NetworkCache;
import io.espalier.plan.tree.StepKey;
import io.espalier.plan.tree.SweepTree;
import io.espalier.plan.tree.TrialContext;
import io.espalier.recipe.Step;
import io.espalier.result.TrialRow;
import io.espalier.sweep.Control;
import io.espalier.sweep.Point;
import io.espalier.sweep.Trial;
import io.espalier.sweep.TrialId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists the trials of a sweep: every measured place of every point's recipe with every seed, then the controls of each.
 * What two points ask for alike is one trial; a control that is a candidate as well is a candidate.
 */
public final class Planner {
    private static final TrialRow.Controls NO_SIBLINGS = new TrialRow.Controls(null, null, null, null);

    private final Map<DataSpec, Splits> data;
    private final Map<DataSpec, String> dataHashes;
    private final List<Control> controls;
    private final List<Metric> metrics;
    private final String engine;
    private final NetworkCache networks;
    private final ControlTrials controlTrials;
    private final SweepTree tree;
    private final Map<TrialId, PlannedTrial> candidates = new LinkedHashMap<>();
    private final Map<TrialId, PlannedTrial> others = new LinkedHashMap<>();
    private final Map<DenseParent, StepKey> parents = new HashMap<>();

    /** Without metrics. */
    public Planner(Map<DataSpec, Splits> data, List<Control> controls, String engine) {
        this(data, controls, List.of(), engine);
    }

    /**
     * @param data what every data description of the sweep loads
     * @param metrics that measure every trial
     * @param engine name and version of what computes
     */
    public Planner(Map<DataSpec, Splits> data, List<Control> controls, List<Metric> metrics, String engine) {
        this(data, Map.of(), controls, metrics, engine);
    }

    /**
     * The same.
     *
     * @param dataHashes of the data whose description stood for other data before: part of what their trials are
     */
    public Planner(
            Map<DataSpec, Splits> data,
            Map<DataSpec, String> dataHashes,
            List<Control> controls,
            List<Metric> metrics,
            String engine) {
        this.data = Map.copyOf(data);
        this.dataHashes = Map.copyOf(dataHashes);
        this.controls = List.copyOf(controls);
        this.metrics = List.copyOf(metrics);
        this.engine = engine;
        this.networks = new NetworkCache(data.values());
        this.tree = new SweepTree(reference -> Optional.of(reference.chain(examples(reference.root()))));
        this.controlTrials = new ControlTrials(networks);
    }

    /** What points ask for that their data and networks cannot give, each problem once; plan only if there is none. */
    public List<String> problems(List<Point> points) {
        return feasibility(points).problems();
    }

    /** What of it stops no sweep: points whose trials will fail while others run, settings that do nothing. */
    public List<String> notes(List<Point> points) {
        return feasibility(points).notes();
    }

    private Feasibility feasibility(List<Point> points) {
        Feasibility feasibility = new Feasibility(networks);
        points.forEach(p -> feasibility.check(splits(p.data()).hash(), p.network(), p.steps()));
        return feasibility;
    }

    /** The ids of the candidates of a sweep, found without its data. */
    public static Set<TrialId> candidates(List<Point> points, List<Long> seeds) {
        Set<TrialId> ids = new LinkedHashSet<>();
        for (Point point : points) {
            List<MeasurePoints.Place> places = MeasurePoints.of(point.steps());
            seeds.forEach(seed -> places.forEach(
                    place -> ids.add(trial(point, seed, place, null).id())));
        }
        return ids;
    }

    private static Trial trial(Point point, long seed, MeasurePoints.Place place, @Nullable String dataHash) {
        return new Trial(point.data(), point.network(), seed, place.steps(), dataHash, point.task());
    }

    /** Candidates first, in the order of the points. */
    public List<PlannedTrial> plan(List<Point> points, List<Long> seeds) {
        for (Point point : points) {
            List<MeasurePoints.Place> places = MeasurePoints.of(point.steps());
            seeds.forEach(seed -> places.forEach(place -> add(point, seed, place)));
        }
        others.keySet().removeAll(candidates.keySet());
        List<PlannedTrial> all = new ArrayList<>(candidates.values());
        all.addAll(others.values());
        return List.copyOf(all);
    }

    private void add(Point point, long seed, MeasurePoints.Place place) {
        Trial trial = trial(point, seed, place, dataHashes.get(point.data()));
        TrialId id = trial.id();
        if (!candidates.containsKey(id)) {
            TrialRow.Controls siblings = siblings(trial, point.axes(), place.round());
            candidates.put(id, planned(id, trial, null, place.round(), point.axes(), siblings));
        }
    }

    private TrialRow.Controls siblings(Trial candidate, String axes, @Nullable Integer round) {
        Map<Control, String> ids = new EnumMap<>(Control.class);
        String dataHash = splits(candidate.data()).hash();
        for (Control control : controls) {
            controlTrials.of(control, candidate, dataHash).ifPresent(trial -> {
                TrialId id = trial.id();
                ids.put(control, id.hex());
                others.computeIfAbsent(id, i -> planned(i, trial, control, round, axes, NO_SIBLINGS));
            });
        }
        return new TrialRow.Controls(
                ids.get(Control.RANDOM_MASK),
                ids.get(Control.REINITIALIZE),
                ids.get(Control.SMALL_DENSE),
                ids.get(Control.EXTRA_TRAINING));
    }

    private PlannedTrial planned(
            TrialId id,
            Trial trial,
            @Nullable Control control,
            @Nullable Integer round,
            String axes,
            TrialRow.Controls siblings) {
        SweepTree.Chain chain = chain(trial);
        StepKey end = tree.add(chain);
        Optional<DenseParent> parent = DenseParent.of(chain.root(), trial.steps());
        parent.ifPresent(p -> addParent(p, trial.data()));
        List<PlannedTrial.Assessment> assessments = metrics.stream()
                .map(metric -> Action.Assess.of(metric, trial.steps()))
                .map(assess -> new PlannedTrial.Assessment(assess, tree.add(chain.then(assess))))
                .toList();
        return new PlannedTrial(id, trial, end, control, round, axes, siblings, assessments);
    }

    private void addParent(DenseParent parent, DataSpec data) {
        parents.computeIfAbsent(parent, p -> tree.add(chain(p.root(), data, p.steps())));
    }

    private int examples(TrialContext root) {
        return networks.data(root.dataHash()).train().size();
    }

    /** The places of the dense parents of all trials that were planned. */
    public Set<StepKey> dense() {
        return Set.copyOf(parents.values());
    }

    /** The chains of all trials that were planned, and of the other networks that they look at. */
    public SweepTree tree() {
        return tree;
    }

    /** A trial as a chain of actions. */
    public SweepTree.Chain chain(Trial trial) {
        TrialContext root = new TrialContext(
                trial.task(), trial.network(), splits(trial.data()).hash(), engine, trial.seed());
        return chain(root, trial.data(), trial.steps());
    }

    /** A planned trial as a chain, and the same with each of its metrics behind it. */
    public List<SweepTree.Chain> chains(PlannedTrial planned) {
        SweepTree.Chain chain = chain(planned.trial());
        List<SweepTree.Chain> chains = new ArrayList<>(List.of(chain));
        planned.assessments().forEach(a -> chains.add(chain.then(a.action())));
        return chains;
    }

    private SweepTree.Chain chain(TrialContext root, DataSpec spec, List<Step> steps) {
        return SweepTree.Chain.of(root, steps, splits(spec).train().size());
    }

    /** What actions are expected to take. */
    public CostModel costs() {
        return new CostModel(networks);
    }

    /** The parts of a trial's data. */
    public Splits data(Trial trial) {
        return splits(trial.data());
    }

    private Splits splits(DataSpec spec) {
        return Objects.requireNonNull(data.get(spec), "data was not loaded");
    }
}
