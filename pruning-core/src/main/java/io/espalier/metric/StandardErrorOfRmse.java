package io.espalier.metric;

import io.espalier.binding.Name;

/** Standard error of the RMSE over the examples, by the delta method. */
@Name("rmse-se")
public record StandardErrorOfRmse() implements ValueError {
    @Override
    public boolean isQuality() {
        return false;
    }

    @Override
    public double error(ValuePredictions predictions) {
        return predictions.standardErrorOfRootMeanSquare();
    }
}
