package io.espalier.run;

import io.espalier.data.Dataset;
import io.espalier.metric.ErrorRate;
import io.espalier.metric.ExpectedCalibrationError;
import io.espalier.metric.NegativeLogLikelihood;
import io.espalier.metric.Predictions;

/** The metrics of every row: error as a fraction, NLL in nats, ECE over 15 bins. */
public record QualityScores(double error, double nll, double ece) {
    /** @throws io.espalier.metric.NonFiniteLogitsException if the network has diverged */
    public static QualityScores of(float[] logits, Dataset data) {
        Predictions predictions = new Predictions(logits, data.classes(), data.labels());
        return new QualityScores(
                new ErrorRate().of(predictions),
                new NegativeLogLikelihood().of(predictions),
                new ExpectedCalibrationError().of(predictions));
    }
}
