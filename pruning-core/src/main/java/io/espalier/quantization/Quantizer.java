package io.espalier.quantization;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;

/**
 * Which few values the weights of a unit (an output channel) may have: whole multiples of one scale of its own. To quantize
 * what was quantized changes no bit, and 0 stays 0.
 */
public sealed interface Quantizer {
    /** Levels are the whole numbers from minus this to this. */
    int largest();

    /** @param weights those of one unit */
    QuantizedUnit quantize(float[] weights);

    /**
     * Evenly spaced levels (Jacob et al. 2018, doi:10.1109/CVPR.2018.00286, section 3, symmetric): with L = 2^(bits - 1) - 1
     * the scale is s = max abs(w) / L, and the level of w is w / s, rounded half away from zero.
     *
     * @param bits of a level
     */
    record Uniform(@Default("8") int bits) implements Quantizer {
        public Uniform {
            check(bits >= 2 && bits <= 8, "bits", bits, "be in 2..8; for fewer take binary");
        }

        @Override
        public int largest() {
            return (1 << (bits - 1)) - 1;
        }

        @Override
        public QuantizedUnit quantize(float[] weights) {
            float scale = scale(weights);
            int[] levels = new int[weights.length];
            for (int i = 0; i < levels.length; i++) {
                levels[i] = level(weights[i], scale);
            }
            return new QuantizedUnit(scale, levels);
        }

        /**
         * The scale of a unit, or its neighbour where the weights are multiples of that: what was decoded keeps its scale. 0
         * where all weights are, not finite where one is not.
         */
        public float scale(float[] weights) {
            float most = 0;
            for (float weight : weights) {
                most = Math.max(most, Math.abs(weight));
            }
            float scale = most / largest();
            for (float near : new float[] {scale, Math.nextUp(scale), Math.nextDown(scale)}) {
                if (areMultiples(weights, near)) {
                    return near;
                }
            }
            return scale;
        }

        private boolean areMultiples(float[] weights, float scale) {
            for (float weight : weights) {
                if (level(weight, scale) * scale != weight) {
                    return false;
                }
            }
            return true;
        }

        /** The level of a weight in a unit of this scale. */
        public int level(float weight, float scale) {
            if (weight == 0 || scale == 0) {
                return 0;
            }
            double ratio = (double) weight / scale;
            int rounded = (int) (Math.signum(ratio) * Math.floor(Math.abs(ratio) + 0.5));
            return Math.max(-largest(), Math.min(largest(), rounded));
        }
    }

    /**
     * Levels -1, 0 and 1 (Li and Liu 2016, arXiv:1605.04711): with d = 0.7 mean abs(w), 0 where abs(w) is at most d, and the
     * scale is the mean of the other abs(w). Means are over the weights that are not 0, so that pruning does not change them.
     */
    record Ternary() implements Quantizer {
        private static final double PART = 0.7;

        @Override
        public int largest() {
            return 1;
        }

        @Override
        public QuantizedUnit quantize(float[] weights) {
            return signs(weights, PART * meanAbove(weights, 0));
        }
    }

    /**
     * Levels -1 and 1 (Rastegari et al. 2016, arXiv:1603.05279): signs, and the scale is the mean of abs(w). A weight that is
     * 0, by pruning, stays 0, and the mean is over the others.
     */
    record Binary() implements Quantizer {
        @Override
        public int largest() {
            return 1;
        }

        @Override
        public QuantizedUnit quantize(float[] weights) {
            return signs(weights, 0);
        }
    }

    private static QuantizedUnit signs(float[] weights, double threshold) {
        int[] levels = new int[weights.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Math.abs(weights[i]) > threshold ? (int) Math.signum(weights[i]) : 0;
        }
        double scale = Double.isFinite(threshold) ? meanAbove(weights, threshold) : threshold;
        return new QuantizedUnit((float) scale, levels);
    }

    /** The mean of the sizes above a threshold: 0 where there are none, NaN where a weight is. */
    private static double meanAbove(float[] weights, double threshold) {
        double sum = 0;
        int count = 0;
        for (float weight : weights) {
            double size = Math.abs(weight);
            if (!(size <= threshold)) {
                sum += size;
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
