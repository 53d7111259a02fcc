package io.espalier.plan;

import io.espalier.data.DataSpec;
import io.espalier.metric.Metric;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.DenseParent;
import io.espalier.plan.tree.MeasurePoints;
import io.espalier.plan.tree.NetworkCache;
import io.espalier.plan.tree.StepKey;
import io.espalier.plan.tree.SweepTree;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists the trials of a sweep: every measured place of every point's recipe with every seed, then the controls of each.
 * What two points ask for alike is one trial; a control that is a candidate as well is a candidate.
 */
public final class Planner {
    private static final TrialRow.Controls NO_SIBLINGS = new TrialRow.Controls(null, null, null, null);

    private final TrialChains chains;
    private final Map<DataSpec, String> dataHashes;
    private final List<Control> controls;
    private final List<Metric> metrics;
    private final NetworkCache networks;

    /** Without metrics. */
    public Planner(TrialChains chains, List<Control> controls) {
        this(chains, Map.of(), controls, List.of());
    }

    /**
     * @param chains on what every data description of the sweep loads
     * @param dataHashes of the data whose description stood for other data before: part of what their trials are
     * @param metrics that measure every trial
     */
    public Planner(TrialChains chains, Map<DataSpec, String> dataHashes, List<Control> controls, List<Metric> metrics) {
        this.chains = chains;
        this.dataHashes = Map.copyOf(dataHashes);
        this.controls = List.copyOf(controls);
        this.metrics = List.copyOf(metrics);
        this.networks = chains.networks();
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
        points.forEach(p -> feasibility.check(chains.data(p.data()).hash(), p.network(), p.steps()));
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

    /** Every measured place of the points with every seed, and its controls. */
    public Plan plan(List<Point> points, List<Long> seeds) {
        Listing listing = new Listing();
        for (Point point : points) {
            List<MeasurePoints.Place> places = MeasurePoints.of(point.steps());
            seeds.forEach(seed -> places.forEach(place -> listing.add(point, seed, place)));
        }
        return listing.plan();
    }

    /** The trials found so far. */
    private final class Listing {
        private final ControlTrials controlTrials = new ControlTrials(networks);
        private final SweepTree.Builder tree = chains.tree();
        private final Map<TrialId, PlannedTrial> candidates = new LinkedHashMap<>();
        private final Map<TrialId, PlannedTrial> others = new LinkedHashMap<>();
        private final Map<DenseParent, StepKey> parents = new HashMap<>();

        void add(Point point, long seed, MeasurePoints.Place place) {
            Trial trial = trial(point, seed, place, dataHashes.get(point.data()));
            TrialId id = trial.id();
            if (!candidates.containsKey(id)) {
                TrialRow.Controls siblings = siblings(trial, point.axes(), place.round());
                candidates.put(id, planned(id, trial, null, place.round(), point.axes(), siblings));
            }
        }

        private TrialRow.Controls siblings(Trial candidate, String axes, @Nullable Integer round) {
            Map<Control, String> ids = new EnumMap<>(Control.class);
            String dataHash = chains.data(candidate.data()).hash();
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
            SweepTree.Chain chain = chains.of(trial);
            StepKey end = tree.add(chain);
            DenseParent.of(chain.root(), trial.steps()).ifPresent(parent -> addParent(parent, trial.data()));
            List<PlannedTrial.Assessment> assessments = metrics.stream()
                    .map(metric -> Action.Assess.of(metric, trial.steps()))
                    .map(assess -> new PlannedTrial.Assessment(assess, tree.add(chain.then(assess))))
                    .toList();
            return new PlannedTrial(id, trial, end, control, round, axes, siblings, assessments);
        }

        private void addParent(DenseParent parent, DataSpec data) {
            parents.computeIfAbsent(parent, p -> tree.add(chains.of(p.root(), data, p.steps())));
        }

        Plan plan() {
            others.keySet().removeAll(candidates.keySet());
            List<PlannedTrial> all = new ArrayList<>(candidates.values());
            all.addAll(others.values());
            return new Plan(all, tree.build(), Set.copyOf(parents.values()));
        }
    }
}
