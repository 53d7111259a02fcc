package io.espalier.reparameterization;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Network;
import io.espalier.prune.Granularity;
import io.espalier.prune.Groups;
import io.espalier.prune.Mask;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.random.RandomKey;
import java.util.Arrays;

/**
 * Block-sparse training (Narang, Undersander and Diamos 2017, arXiv:1711.02782): w = theta m with a mask m of blocks. Every
 * {@code every} iterations from {@code start} to {@code end} a block goes, for good, whose largest |theta| is below
 * epsilon(t), which rises from 0 at {@code start} with a slope up to {@code ramp} and with 1.5 times that from there to
 * {@code end}, where it is q (rows columns)^(1/4) with q the {@code threshold}: by the authors' rule the 90th percentile of
 * a dense network's |w|. With a strength it is group lasso pruning: the loss is strength times the sum of the blocks'
 * Euclidean norms. Biases and norms stay.
 *
 * @param rows units in a block
 * @param columns numbers per unit in a block
 * @param threshold q
 * @param start iteration before which no block goes
 * @param ramp iteration at which epsilon begins to rise faster
 * @param end iteration behind which the mask stays
 * @param every iterations from one look at the blocks to the next
 * @param strength of the group lasso
 */
public record BlockSparsity(
        @Default("4") int rows,
        @Default("4") int columns,
        @Default("0.05") double threshold,
        @Default("1000") int start,
        @Default("2000") int ramp,
        @Default("4000") int end,
        @Default("100") int every,
        @Default("0") double strength)
        implements Reparameterization {
    private static final double FASTER = 1.5;

    public BlockSparsity {
        check(rows >= 1, "rows", rows, "be at least 1");
        check(columns >= 1, "columns", columns, "be at least 1");
        check(threshold >= 0 && Double.isFinite(threshold), "threshold", threshold, "be at least 0");
        check(start >= 0, "start", start, "be at least 0");
        check(ramp >= start, "ramp", ramp, "be at least start");
        check(end > start && end >= ramp, "end", end, "be behind start and no less than ramp");
        check(every >= 1, "every", every, "be at least 1");
        check(strength >= 0 && Double.isFinite(strength), "strength", strength, "be at least 0");
    }

    public BlockSparsity() {
        this(4, 4, 0.05, 1000, 2000, 4000, 100, 0);
    }

    @Override
    public BlockSparsity scaled(double factor) {
        return new BlockSparsity(rows, columns, threshold, start, ramp, end, every, strength * factor);
    }

    @Override
    public TrainableParameters begin(Network network, int examples) {
        return new Masked(network);
    }

    /** Below which a block's largest number must be for it to go. */
    double epsilon(long iteration) {
        double whole = (ramp - start) + FASTER * (end - ramp);
        double at = Math.min(Math.max(iteration, start), end);
        double risen = Math.min(at, ramp) - start + FASTER * Math.max(0, at - ramp);
        return threshold * Math.sqrt(Math.sqrt((double) rows * columns)) * risen / whole;
    }

    /** Own numbers: theta by the layout, then the mask by the layout, 1 for active. */
    private final class Masked implements NoiselessParameters {
        private final Groups groups;
        private final int trained;

        Masked(Network network) {
            groups = Groups.of(network, new Granularity.Block(rows, columns), OutputLayerPolicy.PRUNE);
            trained = network.layout().trainedSize();
        }

        @Override
        public float[] initial(float[] weights, RandomKey key) {
            float[] own = Arrays.copyOf(Arrays.copyOf(weights, trained), 2 * trained);
            Arrays.fill(own, trained, own.length, 1);
            return own;
        }

        private boolean isActive(float[] own, int i) {
            return own[trained + i] > 0.5f;
        }

        @Override
        public void pullBack(float[] own, double epoch, float[] weights, float[] variances, float[] ownGradient) {
            double[] norms = norms(own);
            for (int i = 0; i < trained; i++) {
                ownGradient[i] = isActive(own, i) ? weights[i] : 0;
            }
            groups.forEach((group, i) -> {
                if (norms[group] > 0 && isActive(own, i)) {
                    ownGradient[i] += (float) (strength * own[i] / norms[group]);
                }
            });
        }

        private double[] norms(float[] own) {
            double[] squares = groups.sum(i -> isActive(own, i) ? (double) own[i] * own[i] : 0);
            return Arrays.stream(squares).map(Math::sqrt).toArray();
        }

        @Override
        public double loss(float[] own, double epoch) {
            return strength == 0 ? 0 : strength * Arrays.stream(norms(own)).sum();
        }

        @Override
        public void revise(float[] own, long iteration) {
            if (iteration % every == 0 && iteration >= start && iteration <= end) {
                double[] largest = new double[groups.count()];
                groups.forEach((group, i) -> largest[group] = Math.max(largest[group], Math.abs(own[i])));
                Mask mask = groups.expand(stay(largest, epsilon(iteration)));
                for (int i = 0; i < trained; i++) {
                    own[trained + i] = isActive(own, i) && mask.keeps(i) ? 1 : 0;
                }
            }
        }

        private static boolean[] stay(double[] largest, double epsilon) {
            boolean[] stay = new boolean[largest.length];
            for (int group = 0; group < stay.length; group++) {
                stay[group] = largest[group] >= epsilon;
            }
            return stay;
        }

        /** Decay may have moved the mask, and momentum a weight that is out. */
        @Override
        public void confine(float[] own) {
            for (int i = 0; i < trained; i++) {
                own[i] = isActive(own, i) ? own[i] : 0;
                own[trained + i] = isActive(own, i) ? 1 : 0;
            }
        }

        @Override
        public void fold(float[] own, float[] weights) {
            for (int i = 0; i < trained; i++) {
                weights[i] = isActive(own, i) ? own[i] : 0;
            }
        }
    }
}
