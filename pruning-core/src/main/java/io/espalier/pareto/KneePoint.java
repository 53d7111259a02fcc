package io.espalier.pareto;

import io.espalier.pareto.index.Points;
import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The knee of a front: the member after which a gain in one objective costs most in the others. Every objective is scaled
 * linearly so that 0 is its best value on the front and 1 its worst; the knee lies farthest on the good side of the
 * hyperplane through the corners at which one objective is at 1 and the others are at 0 (Das 1999). With two objectives
 * these corners are the two ends of the front, and the hyperplane is the line between them. An objective with one value on
 * the whole front is left out. Of equally far members the first is the knee; a front that nowhere bulges beyond the
 * hyperplane, or with fewer than two objectives that vary, has none.
 */
public final class KneePoint {
    /** Rounding alone may put a member of a straight front this far off the hyperplane. */
    private static final double STRAIGHT = 1e-9;

    private KneePoint() {}

    /** Index of the knee. */
    public static OptionalInt of(Points front) {
        Points unit = front.unit();
        if (varying(unit) < 2) {
            return OptionalInt.empty();
        }
        return Arrays.stream(unit.finite())
                .boxed()
                .max(Comparator.comparingDouble(member -> distance(unit, member)))
                .filter(member -> distance(unit, member) > STRAIGHT)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /** Of the hyperplane on which the scaled coordinates add up to 1, up to a factor that all members share. */
    private static double distance(Points unit, int member) {
        return 1 - Arrays.stream(unit.row(member)).sum();
    }

    private static long varying(Points unit) {
        return IntStream.range(0, unit.dimensions())
                .filter(i -> Arrays.stream(unit.finite()).anyMatch(member -> unit.at(member, i) > 0))
                .count();
    }
}
