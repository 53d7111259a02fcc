package io.espalier.metric;

import java.util.OptionalDouble;

/**
 * Area under the ROC curve: the fraction of pairs of a positive and a negative example in which the positive one has the
 * larger probability, equal ones by half. Of the second of two classes; of more, or of several labels, the mean of each
 * against the rest. Null where one of them has no example, or has all.
 */
public record RocAuc() implements CurveArea {
    @Override
    public OptionalDouble area(BinaryRanking ranking) {
        return ranking.areaUnderRoc();
    }
}
