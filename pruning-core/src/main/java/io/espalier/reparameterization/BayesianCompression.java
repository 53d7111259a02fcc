package io.espalier.reparameterization;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.mixture.ElementaryFunctions;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.List;

/**
 * Bayesian compression with a group normal-Jeffreys prior, BC-GNJ (Louizos, Ullrich and Welling 2017, arXiv:1705.08665):
 * each group, an input of a Gemm or a filter of a Conv with its bias, has a scale z under a log-uniform prior, and its weights are
 * w = z v with v under a standard normal one. Both are normal, z by mean and log variance, v by mean m and log variance.
 * Scales are drawn once for each mini-batch, where the authors draw them for each example; the noise of v is in the
 * activations. At test a group is (mean of z) m where log alpha = log variance of z - log (mean of z)^2 is below the
 * threshold, else 0; other parameters are trained without noise. The loss is weight r(t) / N times the sum of
 * KL(z) = k1 - k1 sigmoid(k2 + k3 log alpha) + log(1 + 1 / alpha) / 2, with k1 = 0.63576, k2 = 1.87320, k3 = 1.48695, and
 * KL(v) = (variance + m^2 - 1 - log variance) / 2; r(t) rises from 0 to 1 in {@code ramp} epochs.
 *
 * @param weight weight of the divergences in the loss
 * @param ramp epochs over which their weight rises from 0
 * @param logVariance initial log variance of every scale and weight
 * @param threshold largest log alpha of groups that are kept
 */
public record BayesianCompression(
        @Default("1") double weight,
        @Default("0") double ramp,
        @Default("-9") double logVariance,
        @Default("-3") double threshold)
        implements Reparameterization {
    private static final double LARGEST = 8;
    private static final double LEAST_SQUARE = 1e-16;
    private static final double FURTHEST = 30;
    private static final double START_DEVIATION = 0.01;

    public BayesianCompression {
        check(weight >= 0, "weight", weight, "be at least 0");
        check(ramp >= 0, "ramp", ramp, "be at least 0");
        check(Math.abs(logVariance) <= FURTHEST, "log-variance", logVariance, "be in [-30, 30]");
        check(Math.abs(threshold) <= LARGEST, "threshold", threshold, "be in [-8, 8]");
    }

    public BayesianCompression() {
        this(1, 0, -9, -3);
    }

    @Override
    public BayesianCompression scaled(double factor) {
        return new BayesianCompression(weight * factor, ramp, logVariance, threshold);
    }

    @Override
    public TrainableParameters begin(Network network, int examples) {
        return new Scaled(network, examples);
    }

    /** KL of one weight from the standard normal prior. */
    static double divergence(double mean, double logVariance) {
        return 0.5 * (ElementaryFunctions.exp(logVariance) + mean * mean - 1 - logVariance);
    }

    private double ramp(double epoch) {
        return weight * (ramp == 0 ? 1 : Math.min(1, epoch / ramp));
    }

    /** Own numbers: means by the layout, log variances by the layout, means of the scales, log variances of the scales. */
    private final class Scaled implements TrainableParameters {
        private final List<Gates> layers;
        private final List<Layout.Slot> weightSlots;
        private final int trained;
        private final int scales;
        private final int means;
        private final int logVariances;
        private final int examples;
        private final double[] normal;
        private final double[] drawn;

        Scaled(Network network, int examples) {
            this.layers = Gates.of(network);
            this.weightSlots = network.layout().slots(Role.WEIGHT);
            this.trained = network.layout().trainedSize();
            this.scales = layers.get(layers.size() - 1).end();
            this.means = 2 * trained;
            this.logVariances = means + scales;
            this.examples = examples;
            this.normal = new double[scales];
            this.drawn = new double[scales];
        }

        @Override
        public Noise noise() {
            return Noise.IN_ACTIVATIONS;
        }

        @Override
        public float[] initial(float[] weights, RandomKey key) {
            float[] own = Arrays.copyOf(Arrays.copyOf(weights, trained), logVariances + scales);
            weightSlots.forEach(s -> Arrays.fill(own, trained + s.offset(), trained + s.end(), (float) logVariance));
            for (int g = 0; g < scales; g++) {
                own[means + g] = (float) (1 + START_DEVIATION * key.gaussian(g));
            }
            Arrays.fill(own, logVariances, own.length, (float) logVariance);
            return own;
        }

        private double deviation(float[] own, int scale) {
            return ElementaryFunctions.exp(0.5 * own[logVariances + scale]);
        }

        @Override
        public void draw(float[] own, RandomKey noise, float[] weights, float[] variances) {
            for (int g = 0; g < scales; g++) {
                normal[g] = noise.gaussian(g);
                drawn[g] = own[means + g] + deviation(own, g) * normal[g];
            }
            System.arraycopy(own, 0, weights, 0, trained);
            System.arraycopy(ofWeights(own), 0, variances, 0, trained);
            double[] squares = Arrays.stream(drawn).map(z -> z * z).toArray();
            layers.forEach(layer -> layer.multiply(drawn, weights));
            layers.forEach(layer -> layer.multiply(squares, variances));
        }

        /** Variances of the weights before they are scaled; 0 elsewhere. */
        private float[] ofWeights(float[] own) {
            float[] variances = new float[trained];
            for (Layout.Slot slot : weightSlots) {
                for (int i = slot.offset(); i < slot.end(); i++) {
                    variances[i] = (float) ElementaryFunctions.exp(own[trained + i]);
                }
            }
            return variances;
        }

        private double logAlpha(float[] own, int scale) {
            double mean = own[means + scale];
            return own[logVariances + scale] - ElementaryFunctions.log(mean * mean + LEAST_SQUARE);
        }

        @Override
        public void pullBack(float[] own, double epoch, float[] weights, float[] variances, float[] ownGradient) {
            double pull = ramp(epoch) / examples;
            float[] ofWeights = ofWeights(own);
            float[] byVariances = Arrays.copyOf(variances, trained);
            System.arraycopy(weights, 0, ownGradient, 0, trained);
            double[] squares = Arrays.stream(drawn).map(z -> z * z).toArray();
            for (Gates layer : layers) {
                double[] byMean = layer.products(weights, own);
                double[] byVariance = layer.products(byVariances, ofWeights);
                layer.multiply(drawn, ownGradient);
                layer.multiply(squares, byVariances);
                for (int g = layer.first(); g < layer.end(); g++) {
                    double slope = byMean[g - layer.first()] + 2 * drawn[g] * byVariance[g - layer.first()];
                    pullScale(own, g, slope, pull, ownGradient);
                }
            }
            for (Layout.Slot slot : weightSlots) {
                for (int i = slot.offset(); i < slot.end(); i++) {
                    ownGradient[i] += (float) (pull * own[i]);
                    ownGradient[trained + i] =
                            (float) (byVariances[i] * ofWeights[i] + pull * 0.5 * (ofWeights[i] - 1));
                }
            }
        }

        private void pullScale(float[] own, int scale, double slope, double pull, float[] ownGradient) {
            double logAlpha = logAlpha(own, scale);
            double mean = own[means + scale];
            double divergence = Math.abs(logAlpha) > LARGEST ? 0 : pull * SparseVariationalDropout.slope(logAlpha);
            ownGradient[means + scale] = (float) (slope - divergence * 2 * mean / (mean * mean + LEAST_SQUARE));
            ownGradient[logVariances + scale] =
                    (float) (slope * 0.5 * deviation(own, scale) * normal[scale] + divergence);
        }

        @Override
        public double loss(float[] own, double epoch) {
            double sum = 0;
            for (int g = 0; g < scales; g++) {
                sum += SparseVariationalDropout.divergence(Math.min(LARGEST, Math.max(-LARGEST, logAlpha(own, g))));
            }
            for (Layout.Slot slot : weightSlots) {
                for (int i = slot.offset(); i < slot.end(); i++) {
                    sum += divergence(own[i], own[trained + i]);
                }
            }
            return ramp(epoch) / examples * sum;
        }

        @Override
        public void confine(float[] own) {
            for (int i = trained; i < means; i++) {
                own[i] = (float) Math.min(FURTHEST, Math.max(-FURTHEST, own[i]));
            }
            for (int i = logVariances; i < own.length; i++) {
                own[i] = (float) Math.min(FURTHEST, Math.max(-FURTHEST, own[i]));
            }
        }

        @Override
        public void fold(float[] own, float[] weights) {
            double[] kept = new double[scales];
            for (int g = 0; g < scales; g++) {
                kept[g] = logAlpha(own, g) < threshold ? own[means + g] : 0;
            }
            System.arraycopy(own, 0, weights, 0, trained);
            layers.forEach(layer -> layer.multiply(kept, weights));
        }
    }
}
