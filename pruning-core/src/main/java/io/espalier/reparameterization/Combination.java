package io.espalier.reparameterization;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.mixture.ElementaryFunctions;
import io.espalier.random.RandomKey;
import java.util.Arrays;

/** What makes one weight of several hashed numbers x_1, ..., x_U. */
public sealed interface Combination {
    /** Its parameters at the start, when all make about a sum / sqrt(U), which keeps the scale of the numbers. */
    float[] initial(int hashes, RandomKey key);

    /** The function at the parameters that begin at {@code start} of {@code own}. */
    Function of(float[] own, int start, int hashes);

    /** A combination at given parameters. */
    interface Function {
        double of(double[] x);

        /** Writes the slopes by x that a slope of the result has, and keeps those by the parameters. */
        void pullBack(double[] x, double slope, double[] byX);

        /** Adds the slopes by the parameters of all that was pulled back. */
        void addSlopes(double[] slopes, int start);
    }

    /** x_1 + ... + x_U over sqrt(U); of one number, that number. */
    @Name("sum")
    record ScaledSum() implements Combination {
        @Override
        public float[] initial(int hashes, RandomKey key) {
            return new float[0];
        }

        @Override
        public Function of(float[] own, int start, int hashes) {
            double root = Math.sqrt(hashes);
            return new Function() {
                @Override
                public double of(double[] x) {
                    double sum = x[0];
                    for (int u = 1; u < x.length; u++) {
                        sum += x[u];
                    }
                    return sum / root;
                }

                @Override
                public void pullBack(double[] x, double slope, double[] byX) {
                    Arrays.fill(byX, slope / root);
                }

                @Override
                public void addSlopes(double[] slopes, int start) {}
            };
        }
    }

    /**
     * A network of one hidden layer: sum over h of c_h tanh(b_h + sum over u of a_hu x_u), plus d. Its parameters are
     * counted with the numbers: hidden (U + 2) + 1. At the start a_hu is 1 / sqrt(U) within 10%, c_h = 1 / hidden, b and d
     * are 0.
     *
     * @param hidden units
     */
    @Name("network")
    record TanhNetwork(@Default("4") int hidden) implements Combination {
        private static final double START_DEVIATION = 0.1;

        public TanhNetwork {
            check(hidden >= 1 && hidden <= 256, "hidden", hidden, "be in 1..256");
        }

        @Override
        public float[] initial(int hashes, RandomKey key) {
            float[] parameters = new float[hidden * (hashes + 2) + 1];
            for (int i = 0; i < hidden * hashes; i++) {
                parameters[i] = (float) ((1 + START_DEVIATION * key.gaussian(i)) / Math.sqrt(hashes));
            }
            int outer = hidden * (hashes + 1);
            Arrays.fill(parameters, outer, outer + hidden, 1f / hidden);
            return parameters;
        }

        @Override
        public Function of(float[] own, int start, int hashes) {
            return new TanhLayer(Arrays.copyOfRange(own, start, start + hidden * (hashes + 2) + 1), hashes, hidden);
        }
    }

    /** Parameters in the order a, b, c, d, a unit by unit. */
    final class TanhLayer implements Function {
        /** Where tanh is 1 in doubles. */
        private static final double SATURATED = 20;

        private final float[] parameters;
        private final double[] slopes;
        private final double[] activations;
        private final int hashes;
        private final int biases;
        private final int outer;

        private TanhLayer(float[] parameters, int hashes, int hidden) {
            this.parameters = parameters;
            this.slopes = new double[parameters.length];
            this.activations = new double[hidden];
            this.hashes = hashes;
            this.biases = hidden * hashes;
            this.outer = biases + hidden;
        }

        @Override
        public double of(double[] x) {
            double sum = parameters[parameters.length - 1];
            for (int h = 0; h < activations.length; h++) {
                double z = parameters[biases + h];
                for (int u = 0; u < hashes; u++) {
                    z += parameters[h * hashes + u] * x[u];
                }
                double confined = Math.min(SATURATED, Math.max(-SATURATED, z));
                activations[h] = 1 - 2 / (ElementaryFunctions.exp(2 * confined) + 1);
                sum += parameters[outer + h] * activations[h];
            }
            return sum;
        }

        @Override
        public void pullBack(double[] x, double slope, double[] byX) {
            of(x);
            Arrays.fill(byX, 0);
            slopes[slopes.length - 1] += slope;
            for (int h = 0; h < activations.length; h++) {
                double inner = slope * parameters[outer + h] * (1 - activations[h] * activations[h]);
                slopes[outer + h] += slope * activations[h];
                slopes[biases + h] += inner;
                for (int u = 0; u < hashes; u++) {
                    slopes[h * hashes + u] += inner * x[u];
                    byX[u] += inner * parameters[h * hashes + u];
                }
            }
        }

        @Override
        public void addSlopes(double[] to, int start) {
            for (int i = 0; i < slopes.length; i++) {
                to[start + i] += slopes[i];
            }
        }
    }
}
