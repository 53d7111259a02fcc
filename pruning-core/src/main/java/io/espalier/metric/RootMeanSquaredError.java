package io.espalier.metric;

import io.espalier.binding.Name;

/** Root of the mean of (prediction - target)^2; of several targets the mean of each one's. */
@Name("rmse")
public record RootMeanSquaredError() implements ValueError {
    @Override
    public double error(ValuePredictions predictions) {
        return predictions.meanOverColumns(predictions::rootMeanSquare);
    }
}
