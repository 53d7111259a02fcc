package io.espalier.reparameterization;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.mixture.ElementaryFunctions;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.List;

/**
 * Sparse variational dropout (Molchanov, Ashukha and Vetrov 2017): q(w) = N(theta, sigma^2) for each weight under a
 * log-uniform prior, with log alpha = log sigma^2 - log theta^2 in [-8, 8]. In training the noise is in the activations; at
 * test w = theta where log alpha is below the threshold, else 0. The loss is weight r(t) / N times the sum of
 * KL = -(k1 sigmoid(k2 + k3 log alpha) - log(1 + 1/alpha) / 2 - k1) with k1 = 0.63576, k2 = 1.87320, k3 = 1.48695, and
 * r(t) rises from 0 to 1 in {@code ramp} epochs after the first {@code delay}. Wants an optimiser that adapts.
 *
 * @param weight weight of the divergence in the loss
 * @param delay epochs before the divergence is added to the loss
 * @param ramp epochs over which the weight of the divergence rises from 0
 * @param logVariance initial log sigma^2 of every weight
 * @param threshold largest log alpha of weights that are kept: at 3 a weight with a dropout rate of 95% is removed
 */
public record SparseVariationalDropout(
        @Default("1") double weight,
        @Default("5") double delay,
        @Default("15") double ramp,
        @Default("-10") double logVariance,
        @Default("3") double threshold)
        implements Reparameterization {
    private static final double K1 = 0.63576;
    private static final double K2 = 1.87320;
    private static final double K3 = 1.48695;
    private static final double LARGEST = 8;
    private static final double LEAST_SQUARE = 1e-16;

    public SparseVariationalDropout {
        check(weight >= 0, "weight", weight, "be at least 0");
        check(delay >= 0, "delay", delay, "be at least 0");
        check(ramp >= 0, "ramp", ramp, "be at least 0");
        check(logVariance >= -30 && logVariance <= 30, "log-variance", logVariance, "be in [-30, 30]");
        check(Math.abs(threshold) <= LARGEST, "threshold", threshold, "be in [-8, 8]");
    }

    public SparseVariationalDropout() {
        this(1, 5, 15, -10, 3);
    }

    @Override
    public SparseVariationalDropout scaled(double factor) {
        return new SparseVariationalDropout(weight * factor, delay, ramp, logVariance, threshold);
    }

    @Override
    public TrainableParameters begin(Network network, int examples) {
        return new Noisy(network, examples);
    }

    /** The divergence of one weight from the prior, up to a constant. */
    static double divergence(double logAlpha) {
        double s = 1 / (1 + ElementaryFunctions.exp(-K2 - K3 * logAlpha));
        return K1 - K1 * s + 0.5 * ElementaryFunctions.log(1 + ElementaryFunctions.exp(-logAlpha));
    }

    /** Its derivative. */
    static double slope(double logAlpha) {
        double s = 1 / (1 + ElementaryFunctions.exp(-K2 - K3 * logAlpha));
        return -K1 * K3 * s * (1 - s) - 0.5 / (1 + ElementaryFunctions.exp(logAlpha));
    }

    private double ramp(double epoch) {
        double risen = ramp == 0 ? (epoch < delay ? 0 : 1) : (epoch - delay) / ramp;
        return weight * Math.min(1, Math.max(0, risen));
    }

    /** Own numbers: theta by the layout, then log sigma^2 by the layout, unused outside the weights. */
    private final class Noisy implements TrainableParameters {
        private final List<Layout.Slot> weightSlots;
        private final int thetas;
        private final int examples;

        Noisy(Network network, int examples) {
            this.weightSlots = network.layout().slots(Parameter.Role.WEIGHT);
            this.thetas = network.layout().trainedSize();
            this.examples = examples;
        }

        @Override
        public Noise noise() {
            return Noise.IN_ACTIVATIONS;
        }

        @Override
        public float[] initial(float[] weights, RandomKey key) {
            float[] own = Arrays.copyOf(weights, 2 * thetas);
            Arrays.fill(own, thetas, 2 * thetas, 0);
            weightSlots.forEach(s -> Arrays.fill(own, thetas + s.offset(), thetas + s.end(), (float) logVariance));
            return own;
        }

        @Override
        public void draw(float[] own, RandomKey noise, float[] weights, float[] variances) {
            System.arraycopy(own, 0, weights, 0, thetas);
            for (Layout.Slot slot : weightSlots) {
                for (int i = slot.offset(); i < slot.end(); i++) {
                    variances[i] = (float) ElementaryFunctions.exp(own[thetas + i]);
                }
            }
        }

        private double logAlpha(float[] own, int i) {
            return own[thetas + i] - ElementaryFunctions.log(square(own[i]));
        }

        private static double square(double theta) {
            return theta * theta + LEAST_SQUARE;
        }

        @Override
        public void pullBack(float[] own, double epoch, float[] weights, float[] variances, float[] ownGradient) {
            double scale = ramp(epoch) / examples;
            System.arraycopy(weights, 0, ownGradient, 0, thetas);
            for (Layout.Slot slot : weightSlots) {
                for (int i = slot.offset(); i < slot.end(); i++) {
                    double variance = ElementaryFunctions.exp(own[thetas + i]);
                    double logAlpha = logAlpha(own, i);
                    double pull = scale == 0 || Math.abs(logAlpha) > LARGEST ? 0 : scale * slope(logAlpha);
                    ownGradient[i] -= (float) (pull * 2 * own[i] / square(own[i]));
                    ownGradient[thetas + i] = (float) (variances[i] * variance + pull);
                }
            }
        }

        @Override
        public double loss(float[] own, double epoch) {
            double sum = 0;
            for (Layout.Slot slot : weightSlots) {
                for (int i = slot.offset(); i < slot.end(); i++) {
                    sum += divergence(Math.min(LARGEST, Math.max(-LARGEST, logAlpha(own, i))));
                }
            }
            return ramp(epoch) / examples * sum;
        }

        @Override
        public void confine(float[] own) {
            for (int i = thetas; i < own.length; i++) {
                own[i] = Math.min(30, Math.max(-30, own[i]));
            }
        }

        @Override
        public void fold(float[] own, float[] weights) {
            System.arraycopy(own, 0, weights, 0, thetas);
            for (Layout.Slot slot : weightSlots) {
                for (int i = slot.offset(); i < slot.end(); i++) {
                    weights[i] = logAlpha(own, i) < threshold ? own[i] : 0;
                }
            }
        }
    }
}
