package io.espalier.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about one place of one chain of steps: all of a trial's row that depends on nothing but its step
 * key, so that every sweep that comes by can use it. What did not complete has no figures.
 *
 * @param metrics what a metric found; empty in the measurement of a trial, which has all the rest
 */
public record Measurement(
        TrialRow.Outcome outcome,
        TrialRow.@Nullable Size size,
        TrialRow.@Nullable Quality quality,
        TrialRow.@Nullable Effort effort,
        TrialRow.Provenance provenance,
        List<LayerRow.Layer> layers,
        List<CurveRow.Point> curve,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MetricRow.Found> metrics) {
    public Measurement {
        layers = List.copyOf(layers);
        curve = List.copyOf(curve);
        metrics = List.copyOf(metrics);
    }

    /** Of a trial. */
    public Measurement(
            TrialRow.Outcome outcome,
            TrialRow.@Nullable Size size,
            TrialRow.@Nullable Quality quality,
            TrialRow.@Nullable Effort effort,
            TrialRow.Provenance provenance,
            List<LayerRow.Layer> layers,
            List<CurveRow.Point> curve) {
        this(outcome, size, quality, effort, provenance, layers, curve, List.of());
    }

    /** Of a trial by a metric that completed. */
    public static Measurement of(List<MetricRow.Found> metrics, TrialRow.Provenance provenance) {
        TrialRow.Outcome completed = new TrialRow.Outcome(TrialRow.State.COMPLETED, null, null);
        return new Measurement(completed, null, null, null, provenance, List.of(), List.of(), metrics);
    }

    /** What stands in the place of figures when there are none. */
    public static Measurement failed(TrialRow.Outcome outcome, TrialRow.Provenance provenance) {
        return new Measurement(outcome, null, null, null, provenance, List.of(), List.of());
    }
}
