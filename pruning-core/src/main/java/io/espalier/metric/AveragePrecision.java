package io.espalier.metric;

import io.espalier.binding.Name;
import java.util.OptionalDouble;

/**
 * Area under the precision-recall curve as average precision: the sum over thresholds of (R_n - R_(n-1)) P_n. Of the second
 * of two classes; of more, or of several labels, the mean of each against the rest. Null where one of them has no example,
 * or has all.
 */
@Name("pr-auc")
public record AveragePrecision() implements CurveArea {
    @Override
    public OptionalDouble area(BinaryRanking ranking) {
        return ranking.averagePrecision();
    }
}
