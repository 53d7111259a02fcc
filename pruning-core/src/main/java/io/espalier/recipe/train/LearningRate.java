package io.espalier.recipe.train;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import java.util.List;

/** Schedule of the learning rate during one train step, as a factor on the optimiser's rate. Times are in epochs. */
public sealed interface LearningRate {
    /** @param epoch time since the step began, in epochs, with fractions
     *  @param length the whole step, in epochs */
    double factor(double epoch, double length);

    /** Whether the factor depends on the step's length; if not, a longer step begins like a shorter one. */
    default boolean dependsOnLength() {
        return false;
    }

    /** 1 throughout. */
    record Constant() implements LearningRate {
        @Override
        public double factor(double epoch, double length) {
            return 1;
        }
    }

    /**
     * Multiplied by {@code factor} at each of these epochs.
     *
     * @param at epochs since the step began
     * @param factor multiplier of the rate at each of them
     */
    record Steps(List<Double> at, @Default("0.1") double factor) implements LearningRate {
        public Steps {
            at = List.copyOf(at);
            check(factor > 0, "factor", factor, "be above 0");
        }

        @Override
        public double factor(double epoch, double length) {
            return StrictMath.pow(
                    factor, (double) at.stream().filter(a -> epoch >= a).count());
        }
    }

    /**
     * From 1 to {@code floor} along half a cosine (Loshchilov and Hutter 2017).
     *
     * @param floor the factor at the end, in [0, 1]
     */
    record Cosine(@Default("0") double floor) implements LearningRate {
        public Cosine {
            check(floor >= 0 && floor <= 1, "floor", floor, "be in [0, 1]");
        }

        @Override
        public double factor(double epoch, double length) {
            return floor + (1 - floor) * 0.5 * (1 + StrictMath.cos(Math.PI * Math.min(1, epoch / length)));
        }

        @Override
        public boolean dependsOnLength() {
            return true;
        }
    }

    /**
     * 1 until {@code from}, then in a straight line to 0 at the end.
     *
     * @param from epoch until which the rate is constant
     */
    record Linear(@Default("0") double from) implements LearningRate {
        public Linear {
            check(from >= 0, "from", from, "be at least 0");
        }

        @Override
        public double factor(double epoch, double length) {
            return epoch <= from ? 1 : Math.max(0, (length - epoch) / (length - from));
        }

        @Override
        public boolean dependsOnLength() {
            return true;
        }
    }

    /**
     * Linear from 0 over the first {@code epochs}, then another schedule over the rest.
     *
     * @param epochs length of the warm-up
     * @param then the schedule after the warm-up
     */
    record WarmUp(double epochs, @Default("constant") LearningRate then) implements LearningRate {
        public WarmUp {
            check(epochs > 0, "epochs", epochs, "be above 0");
        }

        @Override
        public double factor(double epoch, double length) {
            return epoch < epochs ? epoch / epochs : then.factor(epoch - epochs, Math.max(length - epochs, 0));
        }

        @Override
        public boolean dependsOnLength() {
            return then.dependsOnLength();
        }
    }

    /**
     * Another schedule from epoch {@code from} on: learning-rate rewinding (Renda, Frankle and Carbin 2020).
     *
     * @param from epoch of the other schedule to start at
     * @param schedule the other schedule
     */
    @Name("resumed")
    record Rewound(double from, LearningRate schedule) implements LearningRate {
        public Rewound {
            check(from >= 0 && Double.isFinite(from), "from", from, "be at least 0");
        }

        @Override
        public double factor(double epoch, double length) {
            return schedule.factor(epoch + from, length + from);
        }

        @Override
        public boolean dependsOnLength() {
            return schedule.dependsOnLength();
        }
    }
}
