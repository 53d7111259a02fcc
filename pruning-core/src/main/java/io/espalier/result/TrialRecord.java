package io.espalier.result;

import java.util.List;

/** Everything that a finished trial adds to the tables. */
public record TrialRecord(TrialRow trial, List<LayerRow> layers, List<CurveRow> curve) {
    public TrialRecord {
        layers = List.copyOf(layers);
        curve = List.copyOf(curve);
    }
}
