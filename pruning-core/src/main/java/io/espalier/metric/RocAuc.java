package io.espalier.metric;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Area under the ROC curve: the fraction of pairs of a positive and a negative example in which the positive one has the
 * larger probability, equal ones by half. Of the second of two classes; of more, or of several labels, the mean of each
 * against the rest. Null where one of them has no example, or has all.
 */
public record RocAuc() implements Score {
    @Override
    public Direction direction() {
        return Direction.MAXIMIZE;
    }

    @Override
    public Unit unit() {
        return Unit.FRACTION;
    }

    @Override
    public OptionalDouble of(ClassPredictions predictions) {
        return predictions.classes() == 2
                ? predictions.ranking(1).areaUnderRoc()
                : mean(
                        predictions.classes(),
                        label -> predictions.ranking(label).areaUnderRoc());
    }

    @Override
    public OptionalDouble of(LabelPredictions predictions) {
        return mean(predictions.labels(), label -> predictions.ranking(label).areaUnderRoc());
    }

    /** Empty where one of them is not defined. */
    private static OptionalDouble mean(int labels, IntFunction<OptionalDouble> area) {
        List<OptionalDouble> areas = IntStream.range(0, labels).mapToObj(area).toList();
        return areas.stream().allMatch(OptionalDouble::isPresent)
                ? areas.stream().mapToDouble(OptionalDouble::getAsDouble).average()
                : OptionalDouble.empty();
    }
}
