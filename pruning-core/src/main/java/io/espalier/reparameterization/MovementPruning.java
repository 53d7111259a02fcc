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
 * Soft movement pruning (Sanh, Wolf and Rush 2020, arXiv:2005.07683): w = theta where the weight's score S is above 0,
 * else 0. The gradient by S is that by w times theta, as if the mask were the score (straight through), so that by plain descent
 * a score grows by -rate theta dL/dw: what moves away from 0 stays, what moves towards it goes. A weight that is out keeps
 * its theta, and comes back when its score does. The loss is strength times the mean over weights of sigmoid(S).
 *
 * @param strength of the penalty on scores
 * @param start initial score of every weight
 */
public record MovementPruning(
        @Default("1") double strength, @Default("0.1") double start) implements Reparameterization {
    private static final double FURTHEST = 30;

    public MovementPruning {
        check(strength >= 0 && Double.isFinite(strength), "strength", strength, "be at least 0");
        check(start > 0 && start <= FURTHEST, "start", start, "be in (0, 30]");
    }

    public MovementPruning() {
        this(1, 0.1);
    }

    @Override
    public MovementPruning scaled(double factor) {
        return new MovementPruning(strength * factor, start);
    }

    @Override
    public TrainableParameters begin(Network network, int examples) {
        return new Scored(network.layout());
    }

    private static double sigmoid(double x) {
        return 1 / (1 + ElementaryFunctions.exp(-Math.min(FURTHEST, Math.max(-FURTHEST, x))));
    }

    /** Own numbers: theta by the layout, then scores by the layout, unused outside the weights. */
    private final class Scored implements NoiselessParameters {
        private final List<Layout.Slot> weightSlots;
        private final int thetas;
        private final int count;

        Scored(Layout layout) {
            this.weightSlots = layout.slots(Role.WEIGHT);
            this.thetas = layout.trainedSize();
            this.count = weightSlots.stream()
                    .mapToInt(slot -> slot.parameter().size())
                    .sum();
        }

        @Override
        public Gradient gradient() {
            return Gradient.STRAIGHT_THROUGH_GATES;
        }

        @Override
        public float[] initial(float[] weights, RandomKey key) {
            float[] own = Arrays.copyOf(Arrays.copyOf(weights, thetas), 2 * thetas);
            weightSlots.forEach(s -> Arrays.fill(own, thetas + s.offset(), thetas + s.end(), (float) start));
            return own;
        }

        @Override
        public void pullBack(float[] own, double epoch, float[] weights, float[] variances, float[] ownGradient) {
            System.arraycopy(weights, 0, ownGradient, 0, thetas);
            for (Layout.Slot slot : weightSlots) {
                for (int i = slot.offset(); i < slot.end(); i++) {
                    double s = sigmoid(own[thetas + i]);
                    ownGradient[i] = isKept(own, i) ? weights[i] : 0;
                    ownGradient[thetas + i] = (float) ((double) weights[i] * own[i] + strength / count * s * (1 - s));
                }
            }
        }

        private boolean isKept(float[] own, int i) {
            return own[thetas + i] > 0;
        }

        @Override
        public double loss(float[] own, double epoch) {
            double sum = 0;
            for (Layout.Slot slot : weightSlots) {
                for (int i = slot.offset(); i < slot.end(); i++) {
                    sum += sigmoid(own[thetas + i]);
                }
            }
            return strength / count * sum;
        }

        @Override
        public void confine(float[] own) {
            for (int i = thetas; i < own.length; i++) {
                own[i] = (float) Math.min(FURTHEST, Math.max(-FURTHEST, own[i]));
            }
        }

        @Override
        public void fold(float[] own, float[] weights) {
            System.arraycopy(own, 0, weights, 0, thetas);
            for (Layout.Slot slot : weightSlots) {
                for (int i = slot.offset(); i < slot.end(); i++) {
                    weights[i] = isKept(own, i) ? own[i] : 0;
                }
            }
        }
    }
}
