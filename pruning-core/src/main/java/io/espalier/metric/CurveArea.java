package io.espalier.metric;

import java.util.OptionalDouble;

/** An area under a curve over all thresholds: of the second of two classes; of more, or of labels, the mean of each's. */
sealed interface CurveArea extends Score permits AveragePrecision, RocAuc {
    /** Of one class or label against the rest; empty where it is not defined. */
    OptionalDouble area(BinaryRanking ranking);

    @Override
    default Direction direction() {
        return Direction.MAXIMIZE;
    }

    @Override
    default Unit unit() {
        return Unit.FRACTION;
    }

    @Override
    default OptionalDouble of(ClassPredictions predictions) {
        return predictions.classes() == 2
                ? area(predictions.ranking(1))
                : BinaryRanking.mean(predictions.classes(), label -> area(predictions.ranking(label)));
    }

    @Override
    default OptionalDouble of(LabelPredictions predictions) {
        return BinaryRanking.mean(predictions.labels(), label -> area(predictions.ranking(label)));
    }
}
