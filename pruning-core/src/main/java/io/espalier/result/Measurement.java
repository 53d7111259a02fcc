package io.espalier.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about one place of one chain of steps: all of a trial's row that depends on nothing but its step
 * key, so that every sweep that comes by can use it. What did not complete has no figures.
 */
public record Measurement(
        TrialRow.Outcome outcome,
        TrialRow.@Nullable Size size,
        TrialRow.@Nullable Quality quality,
        TrialRow.@Nullable Effort effort,
        TrialRow.Provenance provenance,
        List<LayerRow.Layer> layers,
        List<CurveRow.Point> curve) {
    public Measurement {
        layers = List.copyOf(layers);
        curve = List.copyOf(curve);
    }

    /** What stands in the place of figures when there are none. */
    public static Measurement failed(TrialRow.Outcome outcome, TrialRow.Provenance provenance) {
        return new Measurement(outcome, null, null, null, provenance, List.of(), List.of());
    }
}
