package io.espalier.result;

import java.util.List;

/** Everything that a finished trial adds to the tables. */
public record TrialRecord(TrialRow trial, List<LayerRow> layers, List<CurveRow> curve) {
    public TrialRecord {
        layers = List.copyOf(layers);
        curve = List.copyOf(curve);
    }

    /** What the record was made from: all that depends on nothing but the step key. */
    public Measurement measurement() {
        return new Measurement(
                trial.outcome(),
                trial.size(),
                trial.quality(),
                trial.effort(),
                trial.provenance(),
                layers.stream().map(LayerRow::layer).toList(),
                curve.stream().map(CurveRow::point).toList());
    }
}
