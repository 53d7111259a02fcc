package io.espalier.metric;

import java.util.stream.IntStream;

/** The fraction of examples whose predicted class is wrong, in [0, 1]. */
public record ErrorRate() {
    public double of(ClassPredictions predictions) {
        long wrong = IntStream.range(0, predictions.size())
                .filter(i -> !predictions.isCorrect(i))
                .count();
        return (double) wrong / predictions.size();
    }
}
