package io.espalier.reparameterization;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.prune.Granularity;
import io.espalier.prune.Groups;
import io.espalier.prune.Mask;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.prune.PruneAmount;
import io.espalier.prune.Scope;
import io.espalier.prune.Selection;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Dynamic sparse training: w = theta m with a mask m that is drawn at random and then rewired, at the same number of weights
 * a layer all the time. Every {@code every} iterations up to {@code until}, at iteration t, each layer drops the
 * {@code fraction} (1 + cos(pi t / until)) / 2 of its active weights that are smallest in size, and grows as many of the
 * inactive ones, just dropped ones among them, from 0: where the gradient is largest (RigL; Evci et al. 2020,
 * arXiv:1911.11134) or at random (SET; Mocanu et al. 2018, arXiv:1707.04780, where a constant fraction goes, up to the end).
 * Inactive weights are 0, so they are the mask when the step ends; a weight that grew last and has not moved goes with them.
 *
 * @param sparsity part of all weights that is inactive
 * @param scope how it is shared out among layers
 * @param grow which weights come in
 * @param fraction largest part of a layer's active weights that is rewired at once
 * @param every iterations from one rewiring to the next
 * @param until iteration behind which the mask stays
 */
public record DynamicSparsity(
        @Default("0.9") double sparsity,
        @Default("erk") Scope scope,
        @Default("gradient") Grow grow,
        @Default("0.3") double fraction,
        @Default("100") int every,
        @Default("10000") int until)
        implements Reparameterization {
    /** Which inactive weights become active. */
    public enum Grow {
        /** Those with the largest gradient: RigL. */
        GRADIENT,
        /** Random ones: SET. */
        RANDOM
    }

    public DynamicSparsity {
        check(sparsity >= 0 && sparsity < 1, "sparsity", sparsity, "be in [0, 1)");
        check(!(scope instanceof Scope.PerLayer), "scope", scope, "be global, layer or erk");
        check(fraction >= 0 && fraction <= 1, "fraction", fraction, "be in [0, 1]");
        check(every >= 1, "every", every, "be at least 1");
        check(until >= 1, "until", until, "be at least 1");
    }

    public DynamicSparsity() {
        this(0.9, new Scope.Erk(), Grow.GRADIENT, 0.3, 100, 10_000);
    }

    /** It has no loss of its own. */
    @Override
    public DynamicSparsity scaled(double factor) {
        return this;
    }

    @Override
    public TrainableParameters begin(Network network, int examples) {
        return new Rewired(network);
    }

    /** The part of its active weights that a layer rewires. */
    double rewired(long iteration) {
        return fraction / 2 * (1 + StrictMath.cos(Math.PI * iteration / until));
    }

    /** Own numbers: theta by the layout, then the mask by the layout, 1 for active. */
    private final class Rewired implements TrainableParameters {
        private final Layout layout;
        private final Selection selection;
        private final int trained;
        private final float[] slopes;
        private RandomKey key = RandomKey.of(0);

        Rewired(Network network) {
            Groups groups = Groups.of(network, new Granularity.Weight(), OutputLayerPolicy.PRUNE);
            layout = network.layout();
            selection = new Selection(groups, scope, new PruneAmount.Target(sparsity), 1);
            selection.requireFeasible(groups.counts());
            trained = layout.trainedSize();
            slopes = new float[trained];
        }

        @Override
        public Noise noise() {
            return Noise.NONE;
        }

        @Override
        public float[] initial(float[] weights, RandomKey initial) {
            RandomKey random = initial.with("mask");
            double[] scores = IntStream.range(0, selection.groups().count())
                    .mapToDouble(random::uniform)
                    .toArray();
            Mask mask = selection.select(scores, Mask.full(layout));
            float[] own = Arrays.copyOf(Arrays.copyOf(weights, trained), 2 * trained);
            for (int i = 0; i < trained; i++) {
                own[trained + i] = mask.keeps(i) ? 1 : 0;
            }
            confine(own);
            return own;
        }

        private boolean isActive(float[] own, int i) {
            return own[trained + i] > 0.5f;
        }

        @Override
        public void draw(float[] own, RandomKey noise, float[] weights, float[] variances) {
            key = noise;
            fold(own, weights);
        }

        @Override
        public void pullBack(float[] own, double epoch, float[] weights, float[] variances, float[] ownGradient) {
            System.arraycopy(weights, 0, slopes, 0, trained);
            for (int i = 0; i < trained; i++) {
                ownGradient[i] = isActive(own, i) ? weights[i] : 0;
            }
        }

        @Override
        public double loss(float[] own, double epoch) {
            return 0;
        }

        @Override
        public void revise(float[] own, long iteration) {
            if (iteration % every == 0 && iteration <= until) {
                layout.slots(Role.WEIGHT).forEach(slot -> rewire(slot, own, rewired(iteration)));
            }
        }

        private void rewire(Layout.Slot slot, float[] own, double part) {
            int[] active = places(slot, own, true);
            int count = Math.min((int) (part * active.length), slot.parameter().size() - active.length);
            int[] dropped = first(active, i -> Math.abs(own[i]), count);
            for (int i : dropped) {
                own[trained + i] = 0;
                own[i] = 0;
            }
            int[] inactive = places(slot, own, false);
            for (int i : first(inactive, this::unwanted, count)) {
                own[trained + i] = 1;
                own[i] = 0;
            }
        }

        private double unwanted(int i) {
            return grow == Grow.GRADIENT ? -Math.abs(slopes[i]) : key.uniform(i);
        }

        private int[] places(Layout.Slot slot, float[] own, boolean active) {
            return IntStream.range(slot.offset(), slot.end())
                    .filter(i -> isActive(own, i) == active)
                    .toArray();
        }

        /** Those with the least numbers, of equal ones the lower place. */
        private static int[] first(int[] places, IntToDoubleFunction number, int count) {
            return Arrays.stream(places)
                    .boxed()
                    .sorted(Comparator.comparingDouble(number::applyAsDouble))
                    .limit(count)
                    .mapToInt(i -> i)
                    .toArray();
        }

        /** Decay may have moved the mask. */
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
