package io.espalier.sharing;

import io.espalier.network.Layout;
import java.util.Arrays;
import java.util.Optional;

/**
 * A layer whose weights are fewer numbers in a pattern: coefficient i of its slot is number {@code index[i]}, negated where
 * {@code negated[i]}.
 *
 * @param count of numbers; some may have no weight
 * @param basis what coefficients are
 */
@SuppressWarnings("ArrayRecordComponent")
public record SharedLayer(Layout.Slot slot, int[] index, boolean[] negated, int count, Basis basis) {
    /** One whose coefficients are its weights. */
    public SharedLayer(Layout.Slot slot, int[] index, boolean[] negated, int count) {
        this(slot, index, negated, count, Basis.WEIGHTS);
    }

    /** Writes the weights that are made of the numbers from {@code start} on. */
    public void spread(float[] numbers, int start, float[] weights) {
        for (int i = 0; i < index.length; i++) {
            float number = numbers[start + index[i]];
            weights[slot.offset() + i] = negated[i] ? 0 - number : number;
        }
        basis.toWeights(weights, slot);
    }

    /** What a gradient by the weights is by the numbers, to be written from {@code start} on. */
    public void gather(float[] gradient, float[] byNumbers, int start) {
        float[] slopes = basis.coefficients(gradient, slot);
        double[] sums = new double[count];
        for (int i = 0; i < index.length; i++) {
            float slope = slopes[slot.offset() + i];
            sums[index[i]] += negated[i] ? -slope : slope;
        }
        for (int k = 0; k < count; k++) {
            byNumbers[start + k] = (float) sums[k];
        }
    }

    /** Writes, from {@code start} on, what the first coefficient of each number that is not 0 makes it; 0 where none is. */
    public void first(float[] weights, float[] numbers, int start) {
        float[] coefficients = basis.coefficients(weights, slot);
        for (int i = index.length - 1; i >= 0; i--) {
            float coefficient = coefficients[slot.offset() + i];
            if (coefficient != 0) {
                numbers[start + index[i]] = negated[i] ? -coefficient : coefficient;
            }
        }
    }

    /**
     * The numbers that weights are made of, if they are, and if what they make is made of the same numbers again. Where
     * numbers are weights, to the bit; else rounded to multiples of 2^-20.
     */
    public Optional<float[]> numbers(float[] weights) {
        float[] numbers = rounded(weights);
        float[] made = weights.clone();
        spread(numbers, 0, made);
        for (int i = slot.offset(); i < slot.end(); i++) {
            if (!basis.standsFor(made[i], weights[i])) {
                return Optional.empty();
            }
        }
        return Arrays.equals(rounded(made), numbers) ? Optional.of(numbers) : Optional.empty();
    }

    private float[] rounded(float[] weights) {
        float[] numbers = new float[count];
        first(weights, numbers, 0);
        for (int k = 0; k < count; k++) {
            numbers[k] = basis.rounded(numbers[k]);
        }
        return numbers;
    }
}
