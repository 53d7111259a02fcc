package io.espalier.metric;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Examples of which some are positive, in descending order of a score, those of equal scores as one step. Areas need both
 * kinds of examples.
 */
final class BinaryRanking {
    private final int[] order;
    private final IntToDoubleFunction score;
    private final IntPredicate positive;
    private final int positives;

    BinaryRanking(int examples, IntToDoubleFunction score, IntPredicate positive) {
        this.score = score;
        this.positive = positive;
        this.positives = (int) IntStream.range(0, examples).filter(positive).count();
        this.order = IntStream.range(0, examples)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -score.applyAsDouble(i)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The mean of each label's area; empty where one is not defined. */
    static OptionalDouble mean(int labels, IntFunction<OptionalDouble> area) {
        List<OptionalDouble> areas = IntStream.range(0, labels).mapToObj(area).toList();
        return areas.stream().allMatch(OptionalDouble::isPresent)
                ? areas.stream().mapToDouble(OptionalDouble::getAsDouble).average()
                : OptionalDouble.empty();
    }

    private boolean hasBoth() {
        return positives > 0 && positives < order.length;
    }

    /** The place behind all whose score is that of the example at {@code from}. */
    private int endOfStep(int from) {
        int to = from;
        while (to < order.length && score.applyAsDouble(order[to]) == score.applyAsDouble(order[from])) {
            to++;
        }
        return to;
    }

    private int positives(int from, int to) {
        return (int)
                IntStream.range(from, to).filter(i -> positive.test(order[i])).count();
    }

    /** The fraction of pairs of a positive and a negative in which the positive has the larger score, equal ones by half. */
    OptionalDouble areaUnderRoc() {
        double pairs = 0;
        int above = 0;
        for (int from = 0, to; from < order.length; from = to) {
            to = endOfStep(from);
            int found = positives(from, to);
            pairs += (double) (to - from - found) * (above + found / 2.0);
            above += found;
        }
        double all = (double) positives * (order.length - positives);
        return hasBoth() ? OptionalDouble.of(pairs / all) : OptionalDouble.empty();
    }

    /** The sum over steps of the rise of the recall times the precision. */
    OptionalDouble averagePrecision() {
        double sum = 0;
        int above = 0;
        for (int from = 0, to; from < order.length; from = to) {
            to = endOfStep(from);
            int found = positives(from, to);
            above += found;
            sum += (double) found / positives * above / to;
        }
        return hasBoth() ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }
}
