package io.espalier.network.onnx;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a file works out of an activation on the way to a norm or to a softmax that it has in pieces.
 *
 * @param of the activation
 * @param axis of it along which sums and maxima are taken
 * @param epsilon what is added to its variance
 * @param count how many numbers a mean counts, zeros that are not there among them
 * @param scale what a norm is multiplied by, where that comes before the product with the deviations
 */
record Term(Value of, int axis, Stage stage, long count, double epsilon, Optional<Constant> scale, View view)
        implements Viewed {
    /** How far it has come. */
    enum Stage {
        SUM,
        MEAN,
        SQUARED_MEAN,
        VARIANCE,
        /** The variance and epsilon. */
        SUMMED_VARIANCE,
        DEVIATION,
        INVERSE_DEVIATION,
        /** The activation without its mean. */
        DIFFERENCE,
        LARGEST,
        /** The activation without its largest number. */
        BELOW_LARGEST,
        EXPONENTIAL,
        SUM_OF_EXPONENTIALS;

        /** Whether there is a number for each of the activation, and not one for all along the axis. */
        private boolean isOfEach() {
            return this == DIFFERENCE || this == BELOW_LARGEST || this == EXPONENTIAL;
        }

        String described() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    Term(Value of, int axis, Stage stage) {
        this(
                of,
                axis,
                stage,
                of.view().size(axis),
                0,
                Optional.empty(),
                of.view().with(axis, List.of()));
    }

    @Override
    public Term as(View other) {
        return new Term(of, axis, stage, count, epsilon, scale, other);
    }

    /** The next stage; one of each number is laid out as the activation. */
    Term become(Stage next) {
        return new Term(of, axis, next, count, epsilon, scale, next.isOfEach() ? of.view() : view);
    }

    Term plus(double number) {
        return new Term(of, axis, stage, count, epsilon + number, scale, view);
    }

    Term times(Constant constant) {
        return new Term(of, axis, stage, count, epsilon, Optional.of(constant), view);
    }

    /** A mean of so many numbers, zeros that are not there among them. */
    Term over(long numbers) {
        return new Term(of, axis, stage, numbers, epsilon, scale, view);
    }

    /** How many numbers a mean counts that are not there. */
    long absent() {
        return count - of.view().size(axis);
    }

    /** Whether the file broadcasts it along the axis that it was taken along, and along no other. */
    boolean isAlong() {
        return view.equals(stage.isOfEach() ? of.view() : of.view().with(axis, List.of()));
    }

    /** Whether both are along the same axis and laid out alike, if of different activations. */
    boolean isAlong(Term other) {
        return axis == other.axis && count == other.count && view.equals(other.view);
    }

    /** Whether both are of the same activation and axis, and laid out alike. */
    boolean fits(Term other) {
        boolean same = of.equals(other.of) && axis == other.axis && count == other.count;
        boolean ofEach = stage.isOfEach() || other.stage.isOfEach();
        return same && (ofEach ? isAlong() && other.isAlong() : view.equals(other.view));
    }
}
