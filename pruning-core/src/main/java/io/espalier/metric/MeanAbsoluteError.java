package io.espalier.metric;

import io.espalier.binding.Name;

/** Mean of the absolute value of prediction - target; of several targets the mean of each one's. */
@Name("mae")
public record MeanAbsoluteError() implements ValueError {
    @Override
    public double error(ValuePredictions predictions) {
        return predictions.meanOverColumns(predictions::meanMagnitude);
    }
}
