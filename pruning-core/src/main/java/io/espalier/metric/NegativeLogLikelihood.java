package io.espalier.metric;

/** The mean of -log p(true class), in nats: the cross-entropy that training minimises. */
public record NegativeLogLikelihood() {
    public double of(ClassPredictions predictions) {
        double sum = 0;
        for (int i = 0; i < predictions.size(); i++) {
            sum += predictions.negativeLogLikelihood(i);
        }
        return sum / predictions.size();
    }
}
