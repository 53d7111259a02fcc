package io.espalier.reparameterization;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter;
import io.espalier.random.RandomKey;
import java.util.List;

/**
 * L0 regularisation (Louizos, Welling and Kingma 2018): w = theta z with one hard concrete gate z per group, an input of a
 * Gemm or a filter of a Conv with its bias, drawn once for each mini-batch. A gate draws
 * s = sigmoid((log u - log(1 - u) + a) / beta), z = clip(s (zeta - gamma) + gamma, 0, 1); its chance to be open is
 * p = sigmoid(a - beta log(-gamma / zeta)); at test it is clip(sigmoid(a) (zeta - gamma) + gamma, 0, 1). With beta = 2/3,
 * gamma = -0.1, zeta = 1.1. The loss is
 * (1/N) sum over gates of p sum over the group's weights of (lambda + N decay w^2 / 2) + sum b^2 decay / 2.
 *
 * @param lambda penalty per weight, divided by N
 * @param decay weight decay, weighted by the probability that a gate is open
 * @param closed initial probability that a gate is closed, except in the first layer
 * @param closedInputs the same for the first layer
 */
public record HardConcrete(
        @Default("0.1") double lambda,
        @Default("0.0005") double decay,
        @Default("0.5") double closed,
        @Default("0.2") double closedInputs)
        implements Reparameterization {
    static final double BETA = 2.0 / 3;
    static final double GAMMA = -0.1;
    static final double ZETA = 1.1;
    private static final double LEAST = 1e-6;
    /** Gates stay where they can still open and close. */
    private static final double FURTHEST = StrictMath.log(100);

    private static final double START_DEVIATION = 0.01;

    public HardConcrete {
        check(lambda >= 0, "lambda", lambda, "be at least 0");
        check(decay >= 0, "decay", decay, "be at least 0");
        check(closed > 0 && closed < 1, "closed", closed, "be in (0, 1)");
        check(closedInputs > 0 && closedInputs < 1, "closed-inputs", closedInputs, "be in (0, 1)");
    }

    public HardConcrete() {
        this(0.1, 5e-4, 0.5, 0.2);
    }

    @Override
    public HardConcrete scaled(double factor) {
        return new HardConcrete(lambda * factor, decay, closed, closedInputs);
    }

    @Override
    public TrainableParameters begin(Network network, int examples) {
        return new Gated(network, examples);
    }

    /** A gate's value at the uniform number u. */
    static double gate(double a, double u) {
        return hard(concrete(a, u));
    }

    /** The chance that a gate is not 0. */
    static double open(double a) {
        return clip(sigmoid(a - BETA * StrictMath.log(-GAMMA / ZETA)), LEAST, 1 - LEAST);
    }

    /** The gate at test: no noise and no temperature. */
    static double atTest(double a) {
        return hard(sigmoid(a));
    }

    private static double concrete(double a, double u) {
        return sigmoid((StrictMath.log(u) - StrictMath.log(1 - u) + a) / BETA);
    }

    private static double hard(double s) {
        return clip(s * (ZETA - GAMMA) + GAMMA, 0, 1);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double clip(double x, double least, double most) {
        return Math.min(most, Math.max(least, x));
    }

    /** Own numbers: theta by the layout, then one a per gate. */
    private final class Gated implements TrainableParameters {
        private final List<Gates> layers;
        private final List<Layout.Slot> biases;
        private final int thetas;
        private final int examples;
        private final double[] slopes;
        private final double[] drawn;

        Gated(Network network, int examples) {
            this.layers = Gates.of(network);
            this.biases = network.layout().slots(Parameter.Role.BIAS);
            this.thetas = network.layout().trainedSize();
            this.examples = examples;
            this.drawn = new double[layers.get(layers.size() - 1).end()];
            this.slopes = new double[drawn.length];
        }

        @Override
        public float[] initial(float[] weights, RandomKey key) {
            float[] own = new float[thetas + drawn.length];
            System.arraycopy(weights, 0, own, 0, thetas);
            for (Gates layer : layers) {
                double off = layer.first() == 0 ? closedInputs : closed;
                double mean = StrictMath.log(1 - off) - StrictMath.log(off);
                for (int gate = layer.first(); gate < layer.end(); gate++) {
                    own[thetas + gate] = (float) (mean + START_DEVIATION * key.gaussian(gate));
                }
            }
            return own;
        }

        @Override
        public void draw(float[] own, RandomKey noise, float[] weights, float[] variances) {
            for (int gate = 0; gate < drawn.length; gate++) {
                double s = concrete(own[thetas + gate], LEAST + (1 - 2 * LEAST) * noise.uniform(gate));
                drawn[gate] = hard(s);
                boolean moves = drawn[gate] > 0 && drawn[gate] < 1;
                slopes[gate] = moves ? (ZETA - GAMMA) * s * (1 - s) / BETA : 0;
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
                double[] slope = layer.products(weights, own);
                double[] prices = layer.prices(own, lambda / examples, decay);
                layer.multiply(drawn, ownGradient);
                double[] decays = new double[prices.length];
                for (int g = 0; g < prices.length; g++) {
                    int gate = layer.first() + g;
                    double p = open(own[thetas + gate]);
                    decays[g] = p * decay;
                    ownGradient[thetas + gate] = (float) (slope[g] * slopes[gate] + p * (1 - p) * prices[g]);
                }
                layer.weights().add(decays, own, ownGradient);
            }
            for (Layout.Slot bias : biases) {
                for (int i = bias.offset(); i < bias.end(); i++) {
                    ownGradient[i] += (float) (decay * own[i]);
                }
            }
        }

        @Override
        public double loss(float[] own, double epoch) {
            double loss = 0;
            for (Gates layer : layers) {
                double[] prices = layer.prices(own, lambda / examples, decay);
                for (int g = 0; g < prices.length; g++) {
                    loss += open(own[thetas + layer.first() + g]) * prices[g];
                }
            }
            for (Layout.Slot bias : biases) {
                for (int i = bias.offset(); i < bias.end(); i++) {
                    loss += 0.5 * decay * own[i] * own[i];
                }
            }
            return loss;
        }

        @Override
        public void confine(float[] own) {
            for (int i = thetas; i < own.length; i++) {
                own[i] = (float) clip(own[i], -FURTHEST, FURTHEST);
            }
        }

        @Override
        public void fold(float[] own, float[] weights) {
            double[] gates = new double[drawn.length];
            for (int gate = 0; gate < gates.length; gate++) {
                gates[gate] = atTest(own[thetas + gate]);
            }
            multiply(own, gates, weights);
        }
    }
}
