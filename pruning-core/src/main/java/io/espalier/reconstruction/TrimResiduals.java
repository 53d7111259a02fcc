package io.espalier.reconstruction;

import org.ejml.data.DMatrixRMaj;

/**
 * How far an iteration of the alternating direction method of multipliers is from its end, as sums of squares (Boyd,
 * Parikh, Chu, Peleato and Eckstein 2011, doi:10.1561/2200000016, section 3.3.1).
 *
 * @param primal of the differences between what is to be equal
 * @param one of what is on one side of these
 * @param other of what is on the other
 * @param dual of how far that other side moved in this iteration
 * @param price of the scaled duals
 */
record TrimResiduals(double primal, double one, double other, double dual, double price) {
    /**
     * Of one of the equalities.
     *
     * @param before what {@code other} was in the iteration before
     * @param price the scaled dual
     */
    static TrimResiduals of(DMatrixRMaj one, DMatrixRMaj other, DMatrixRMaj before, DMatrixRMaj price) {
        return new TrimResiduals(
                distance(one, other), square(one), square(other), distance(other, before), square(price));
    }

    private static double distance(DMatrixRMaj one, DMatrixRMaj other) {
        double sum = 0;
        for (int i = 0; i < one.data.length; i++) {
            double difference = one.data[i] - other.data[i];
            sum += difference * difference;
        }
        return sum;
    }

    private static double square(DMatrixRMaj matrix) {
        double sum = 0;
        for (double value : matrix.data) {
            sum += value * value;
        }
        return sum;
    }

    /** Of these equalities and those. */
    TrimResiduals and(TrimResiduals those) {
        return new TrimResiduals(
                primal + those.primal, one + those.one, other + those.other, dual + those.dual, price + those.price);
    }

    /** Whether both residuals are at most the tolerance times the size of what they are of. */
    boolean within(double tolerance) {
        double squared = tolerance * tolerance;
        return primal <= squared * Math.max(one, other) && dual <= squared * price;
    }
}
