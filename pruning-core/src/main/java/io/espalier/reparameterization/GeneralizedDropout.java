package io.espalier.reparameterization;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Network;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.List;

/**
 * Generalized dropout (Srinivas and Babu 2016, arXiv:1611.06791): w = theta z with one gate z per group, an input of a Gemm
 * or a filter of a Conv with its bias, drawn once for each mini-batch as 1 with a probability p that is trained, else as 0.
 * The gradient by p is that by the gate (straight through). p has a Beta prior: the loss is weight / N times the
 * sum over gates of (1 - alpha) log p + (1 - beta) log(1 - p), up to a constant that makes it no less than 0; p stays in
 * [0.001, 0.999]. With alpha and beta below 1 it is stochastic architecture learning, whose gates tend to 0 or 1; with both
 * 1 there is no prior, which is Dropout++.
 *
 * @param alpha first parameter of the prior; below 1 it draws p to 0
 * @param beta second parameter; below 1 it draws p to 1
 * @param weight of the prior in the loss
 * @param open initial p of every gate
 * @param atTest what a gate is at test
 */
public record GeneralizedDropout(
        @Default("0.1") double alpha,
        @Default("0.1") double beta,
        @Default("1") double weight,
        @Default("0.5") double open,
        @Default("hard") AtTest atTest)
        implements Reparameterization {
    private static final double LEAST = 1e-3;

    /** What a gate is at test. */
    public enum AtTest {
        /** 1 where p is above 1/2, else 0: the group is removed. */
        HARD {
            @Override
            double gate(double p) {
                return p > 0.5 ? 1 : 0;
            }
        },
        /** p, as dropout scales by the chance that a unit stays; nothing is removed. */
        MEAN {
            @Override
            double gate(double p) {
                return p;
            }
        };

        abstract double gate(double p);
    }

    public GeneralizedDropout {
        check(alpha > 0 && Double.isFinite(alpha), "alpha", alpha, "be above 0");
        check(beta > 0 && Double.isFinite(beta), "beta", beta, "be above 0");
        check(weight >= 0, "weight", weight, "be at least 0");
        check(open >= LEAST && open <= 1 - LEAST, "open", open, "be in [0.001, 0.999]");
    }

    public GeneralizedDropout() {
        this(0.1, 0.1, 1, 0.5, AtTest.HARD);
    }

    @Override
    public GeneralizedDropout scaled(double factor) {
        return alpha == 1 && beta == 1 ? this : new GeneralizedDropout(alpha, beta, weight * factor, open, atTest);
    }

    @Override
    public TrainableParameters begin(Network network, int examples) {
        return new Dropped(network, examples);
    }

    /** Minus the log density of the prior, no less than 0. */
    double prior(double p) {
        return side(alpha, p) + side(beta, 1 - p);
    }

    private static double side(double exponent, double p) {
        return (1 - exponent) * (StrictMath.log(p) - (exponent < 1 ? StrictMath.log(LEAST) : 0));
    }

    private double slope(double p) {
        return (1 - alpha) / p - (1 - beta) / (1 - p);
    }

    private static double confined(double p) {
        return Math.min(1 - LEAST, Math.max(LEAST, p));
    }

    /** Own numbers: theta by the layout, then one p per gate. */
    private final class Dropped implements TrainableParameters {
        private final List<Gates> layers;
        private final int thetas;
        private final int examples;
        private final double[] drawn;

        Dropped(Network network, int examples) {
            this.layers = Gates.of(network);
            this.thetas = network.layout().trainedSize();
            this.examples = examples;
            this.drawn = new double[layers.get(layers.size() - 1).end()];
        }

        @Override
        public Gradient gradient() {
            return Gradient.STRAIGHT_THROUGH_GATES;
        }

        @Override
        public float[] initial(float[] weights, RandomKey key) {
            float[] own = Arrays.copyOf(Arrays.copyOf(weights, thetas), thetas + drawn.length);
            Arrays.fill(own, thetas, own.length, (float) open);
            return own;
        }

        @Override
        public void draw(float[] own, RandomKey noise, float[] weights, float[] variances) {
            for (int gate = 0; gate < drawn.length; gate++) {
                drawn[gate] = noise.uniform(gate) < own[thetas + gate] ? 1 : 0;
            }
            multiply(own, drawn, weights);
        }

        private void multiply(float[] own, double[] gates, float[] weights) {
            System.arraycopy(own, 0, weights, 0, thetas);
            layers.forEach(layer -> layer.multiply(gates, weights));
        }

        @Override
        public void pullBack(float[] own, double epoch, float[] weights, float[] variances, float[] ownGradient) {
            System.arraycopy(weights, 0, ownGradient, 0, thetas);
            for (Gates layer : layers) {
                double[] byGates = layer.products(weights, own);
                layer.multiply(drawn, ownGradient);
                for (int g = 0; g < byGates.length; g++) {
                    int gate = thetas + layer.first() + g;
                    ownGradient[gate] = (float) (byGates[g] + weight / examples * slope(confined(own[gate])));
                }
            }
        }

        @Override
        public double loss(float[] own, double epoch) {
            double sum = 0;
            for (int gate = thetas; gate < own.length; gate++) {
                sum += prior(confined(own[gate]));
            }
            return weight / examples * sum;
        }

        @Override
        public void confine(float[] own) {
            for (int gate = thetas; gate < own.length; gate++) {
                own[gate] = (float) confined(own[gate]);
            }
        }

        @Override
        public void fold(float[] own, float[] weights) {
            double[] gates = new double[drawn.length];
            Arrays.setAll(gates, gate -> atTest.gate(own[thetas + gate]));
            multiply(own, gates, weights);
        }
    }
}
