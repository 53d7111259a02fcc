package io.espalier.metric;

import io.espalier.binding.Name;
import java.util.OptionalDouble;

/** Mean of -log p(true class), p the softmax of the outputs; of several labels that of the sigmoid, their mean; of sequences that over all tokens. */
@Name("nll")
public record NegativeLogLikelihood() implements Score {
    @Override
    public Direction direction() {
        return Direction.MINIMIZE;
    }

    @Override
    public Unit unit() {
        return Unit.NATS;
    }

    @Override
    public OptionalDouble of(ClassPredictions predictions) {
        double sum = 0;
        for (int i = 0; i < predictions.size(); i++) {
            sum += predictions.negativeLogLikelihood(i);
        }
        return OptionalDouble.of(sum / predictions.size());
    }

    @Override
    public OptionalDouble of(LabelPredictions predictions) {
        double sum = 0;
        for (int i = 0; i < predictions.size(); i++) {
            for (int label = 0; label < predictions.labels(); label++) {
                sum += predictions.negativeLogLikelihood(i, label);
            }
        }
        return OptionalDouble.of(sum / ((double) predictions.size() * predictions.labels()));
    }

    @Override
    public OptionalDouble of(SequencePredictions predictions) {
        return predictions.mean(predictions::negativeLogLikelihood);
    }
}
