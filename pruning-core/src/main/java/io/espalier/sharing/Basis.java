package io.espalier.sharing;

import io.espalier.network.Layout;

/** What the numbers of a pattern stand for in a layer. */
public enum Basis {
    /** Its weights. */
    WEIGHTS {
        @Override
        float[] coefficients(float[] weights, Layout.Slot slot) {
            return weights;
        }

        @Override
        void toWeights(float[] coefficients, Layout.Slot slot) {}

        @Override
        float rounded(float number) {
            return number;
        }

        @Override
        boolean standsFor(float made, float weight) {
            return Float.floatToRawIntBits(made) == Float.floatToRawIntBits(weight);
        }
    },
    /** The cosine transforms of its windows. */
    COSINES {
        @Override
        float[] coefficients(float[] weights, Layout.Slot slot) {
            float[] transformed = weights.clone();
            CosineTransform.of(slot.parameter()).forward(transformed, slot.offset(), slot.end());
            return transformed;
        }

        @Override
        void toWeights(float[] coefficients, Layout.Slot slot) {
            CosineTransform.of(slot.parameter()).inverse(coefficients, slot.offset(), slot.end());
        }

        @Override
        float rounded(float number) {
            return (float) (Math.rint(number / GRID) * GRID + 0.0);
        }

        @Override
        boolean standsFor(float made, float weight) {
            return weight == 0 ? made == 0 : Math.abs(made - weight) <= TOLERANCE;
        }
    };

    /** Numbers that are stored are multiples of it where they cannot be read off the weights to the bit. */
    private static final double GRID = 0x1p-20;

    private static final double TOLERANCE = 0x1p-16;

    /** An array that holds a layer's coefficients where its weights, or its gradient by the weights, stood. */
    abstract float[] coefficients(float[] weights, Layout.Slot slot);

    /** Puts a layer's weights where its coefficients stand. */
    abstract void toWeights(float[] coefficients, Layout.Slot slot);

    /** A number as it is stored. */
    abstract float rounded(float number);

    /** Whether a weight that is made of stored numbers may stand for one that was trained. */
    abstract boolean standsFor(float made, float weight);
}
