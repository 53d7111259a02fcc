package io.espalier.plan;

import io.espalier.config.Point;
import io.espalier.data.DataSpec;
import io.espalier.data.Splits;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.recipe.Control;
import io.espalier.recipe.Trial;
import io.espalier.recipe.TrialId;
import io.espalier.result.TrialRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lists the trials of a sweep: every measured place of every point's recipe with every seed, then the controls of each.
 * What two points ask for alike is one trial; a control that is a candidate as well is a candidate.
 */
public final class Planner {
    private static final TrialRow.Controls NO_SIBLINGS = new TrialRow.Controls(null, null, null, null);

    private final Map<DataSpec, Splits> data;
    private final List<Control> controls;
    private final Map<NetworkKey, Network> networks = new HashMap<>();
    private final Map<TrialId, PlannedTrial> candidates = new LinkedHashMap<>();
    private final Map<TrialId, PlannedTrial> others = new LinkedHashMap<>();

    private record NetworkKey(DataSpec data, NetworkFamily family) {}

    /** @param data what every data description of the sweep loads */
    public Planner(Map<DataSpec, Splits> data, List<Control> controls) {
        this.data = Map.copyOf(data);
        this.controls = List.copyOf(controls);
    }

    /**
     * Candidates first, in the order of the points.
     *
     * @throws io.espalier.schema.InvalidValueException if a prune step asks for what its network cannot give
     */
    public List<PlannedTrial> plan(List<Point> points, List<Long> seeds) {
        for (Point point : points) {
            Feasibility.check(network(point.data(), point.network()), point.steps());
            List<Measurements.Place> places = Measurements.of(point.steps());
            seeds.forEach(seed -> places.forEach(place -> add(point, seed, place)));
        }
        others.keySet().removeAll(candidates.keySet());
        List<PlannedTrial> all = new ArrayList<>(candidates.values());
        all.addAll(others.values());
        return List.copyOf(all);
    }

    private void add(Point point, long seed, Measurements.Place place) {
        Trial trial = new Trial(point.data(), point.network(), seed, place.steps());
        TrialId id = trial.id();
        if (!candidates.containsKey(id)) {
            TrialRow.Controls siblings = siblings(trial, point.axes(), place.round());
            candidates.put(id, new PlannedTrial(id, trial, null, place.round(), point.axes(), siblings));
        }
    }

    private TrialRow.Controls siblings(Trial candidate, String axes, @Nullable Integer round) {
        ControlTrials trials = new ControlTrials(family -> network(candidate.data(), family));
        Map<Control, String> ids = new EnumMap<>(Control.class);
        for (Control control : controls) {
            trials.of(control, candidate).ifPresent(trial -> {
                TrialId id = trial.id();
                ids.put(control, id.hex());
                others.putIfAbsent(id, new PlannedTrial(id, trial, control, round, axes, NO_SIBLINGS));
            });
        }
        return new TrialRow.Controls(
                ids.get(Control.RANDOM_MASK),
                ids.get(Control.REINITIALIZE),
                ids.get(Control.SMALL_DENSE),
                ids.get(Control.EXTRA_TRAINING));
    }

    /** A family's network for the data of a trial. */
    public Network network(DataSpec spec, NetworkFamily family) {
        return networks.computeIfAbsent(new NetworkKey(spec, family), key -> {
            Splits splits = splits(key.data());
            return key.family().build(splits.train().shape(), splits.train().classes());
        });
    }

    /** A trial as a chain of actions. */
    public SweepTree.Chain chain(Trial trial, String engine) {
        Splits splits = splits(trial.data());
        return new SweepTree.Chain(
                new Root(trial.network(), splits.hash(), engine, trial.seed()),
                Unrolling.of(trial.steps(), splits.train().size()));
    }

    private Splits splits(DataSpec spec) {
        return Objects.requireNonNull(data.get(spec), "data was not loaded");
    }
}
