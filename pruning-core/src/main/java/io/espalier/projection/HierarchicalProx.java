package io.espalier.projection;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Network;
import io.espalier.network.WeightGroups;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.zoo.LassoNet;
import java.util.Arrays;

/**
 * The proximal step of LassoNet (Lemhadri et al. 2021, algorithm 2 with its vector form): for each input feature j, with
 * theta_j its weights in the layer {@code skip} and W_j those in {@code fc1}, the minimiser of
 * ||b - theta_j||^2 / 2 + ||w - W_j||^2 / 2 + rate lambda ||b|| under max |w| <= hierarchy ||b||. So a feature whose skip
 * goes to 0 leaves the whole network, exactly. Made for plain gradient descent: under Adam the step is no proximal
 * gradient. A feature at 0 comes back where the gradient is large enough.
 *
 * @param lambda penalty per feature
 * @param hierarchy the paper's M: bound on first-layer weights relative to the skip layer
 */
public record HierarchicalProx(
        @Default("0.01") double lambda, @Default("10") double hierarchy) implements Projection {
    public HierarchicalProx {
        check(lambda >= 0, "lambda", lambda, "be at least 0");
        check(hierarchy >= 0, "hierarchy", hierarchy, "be at least 0");
    }

    public HierarchicalProx() {
        this(0.01, 10);
    }

    @Override
    public HierarchicalProx scaled(double factor) {
        return new HierarchicalProx(lambda * factor, hierarchy);
    }

    @Override
    public Operator begin(Network network) {
        return new Pairs(inputs(network, LassoNet.SKIP), inputs(network, LassoNet.FIRST));
    }

    private static WeightGroups inputs(Network network, String layer) {
        return network.weighted().stream()
                .filter(node -> node.name().equals(layer))
                .findFirst()
                .map(node -> WeightGroups.of(network.layout().slot(node, Role.WEIGHT), WeightGroups.Direction.OUTGOING))
                .orElseThrow(() -> new IllegalArgumentException(
                        "hierarchical-prox needs the layers skip and fc1 of family lassonet"));
    }

    /**
     * The norm of theta after the step; W is then clipped to hierarchy times it. With W sorted by size, largest first, and
     * m of it clipped, the norm is max(0, norm + M (|W_1| + ... + |W_m|) - price) / (1 + m M^2): the m is the least whose
     * clip reaches the next of W.
     *
     * @param sizes |W|, ascending
     * @param price rate times lambda
     */
    double norm(double norm, float[] sizes, double price) {
        double sum = 0;
        for (int m = 0; m <= sizes.length; m++) {
            double after = Math.max(0, norm + hierarchy * sum - price) / (1 + m * hierarchy * hierarchy);
            double next = m == sizes.length ? 0 : sizes[sizes.length - 1 - m];
            if (next <= hierarchy * after) {
                return after;
            }
            sum += next;
        }
        throw new AssertionError("the last clip reaches 0");
    }

    private final class Pairs implements Operator {
        private final WeightGroups skip;
        private final WeightGroups first;

        Pairs(WeightGroups skip, WeightGroups first) {
            this.skip = skip;
            this.first = first;
        }

        @Override
        public void project(float[] weights, double rate) {
            double[] before = skip.norms(weights);
            double[] sums = new double[before.length];
            float[] largest = new float[before.length];
            measure(weights, sums, largest);
            double[] factors = new double[before.length];
            float[] clips = new float[before.length];
            for (int j = 0; j < before.length; j++) {
                double after = after(weights, j, before[j], sums[j], largest[j], rate * lambda);
                factors[j] = after == 0 ? 0 : after / before[j];
                clips[j] = (float) (hierarchy * after);
            }
            skip.multiply(factors, weights);
            clip(weights, clips);
        }

        /** Sum and maximum of |W_j|, in the order in which W stands. */
        private void measure(float[] weights, double[] sums, float[] largest) {
            for (int k = 0; k < first.units(); k++) {
                for (int j = 0; j < sums.length; j++) {
                    float size = Math.abs(weights[first.start(k, j)]);
                    sums[j] += size;
                    largest[j] = Math.max(largest[j], size);
                }
            }
        }

        /** Sorts only where W is clipped in part. A skip of 0 has no direction to grow in, and stays. */
        private double after(float[] weights, int j, double norm, double sum, float most, double price) {
            if (norm == 0 || norm + hierarchy * sum <= price) {
                return 0;
            } else if (norm > price && most <= hierarchy * (norm - price)) {
                return norm - price;
            }
            float[] sizes = new float[first.units()];
            for (int k = 0; k < sizes.length; k++) {
                sizes[k] = Math.abs(weights[first.start(k, j)]);
            }
            Arrays.sort(sizes);
            return norm(norm, sizes, price);
        }

        private void clip(float[] weights, float[] clips) {
            for (int k = 0; k < first.units(); k++) {
                for (int j = 0; j < clips.length; j++) {
                    int i = first.start(k, j);
                    weights[i] = Math.max(-clips[j], Math.min(clips[j], weights[i]));
                }
            }
        }
    }
}
