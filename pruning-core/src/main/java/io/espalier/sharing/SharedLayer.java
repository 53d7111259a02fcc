package io.espalier.sharing;

import io.espalier.network.Layout;

/**
 * A layer whose weights are fewer numbers in a pattern: weight i of its slot is number {@code index[i]}, negated where
 * {@code negated[i]}.
 *
 * @param count of numbers; some may have no weight
 */
@SuppressWarnings("ArrayRecordComponent")
public record SharedLayer(Layout.Slot slot, int[] index, boolean[] negated, int count) {
    /** Writes the weights that are made of the numbers from {@code start} on. */
    public void spread(float[] numbers, int start, float[] weights) {
        for (int i = 0; i < index.length; i++) {
            float number = numbers[start + index[i]];
            weights[slot.offset() + i] = negated[i] ? 0 - number : number;
        }
    }

    /** What a gradient by the weights is by the numbers, to be written from {@code start} on. */
    public void gather(float[] gradient, float[] byNumbers, int start) {
        double[] sums = new double[count];
        for (int i = 0; i < index.length; i++) {
            float slope = gradient[slot.offset() + i];
            sums[index[i]] += negated[i] ? -slope : slope;
        }
        for (int k = 0; k < count; k++) {
            byNumbers[start + k] = (float) sums[k];
        }
    }

    /** Writes, from {@code start} on, what the first weight of each number that is not 0 makes it; 0 where none is. */
    public void first(float[] weights, float[] numbers, int start) {
        for (int i = index.length - 1; i >= 0; i--) {
            float weight = weights[slot.offset() + i];
            if (weight != 0) {
                numbers[start + index[i]] = negated[i] ? -weight : weight;
            }
        }
    }

    /** Whether weights are made of so many numbers, to the bit. */
    public boolean fits(float[] weights) {
        float[] numbers = new float[count];
        first(weights, numbers, 0);
        float[] made = weights.clone();
        spread(numbers, 0, made);
        for (int i = slot.offset(); i < slot.end(); i++) {
            if (Float.floatToRawIntBits(made[i]) != Float.floatToRawIntBits(weights[i])) {
                return false;
            }
        }
        return true;
    }
}
