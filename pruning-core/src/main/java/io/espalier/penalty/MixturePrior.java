package io.espalier.penalty;

import io.espalier.mixture.ElementaryFunctions;
import io.espalier.mixture.Mixture;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.penalty.SoftWeightSharing.Hyperprior;
import java.util.Arrays;
import java.util.List;

/** Soft weight sharing at work: the weights' negative log likelihood under a mixture that is trained with them. */
final class MixturePrior implements Penalty.Term {
    /** The range of the means where there are no weights yet. */
    private static final double WIDEST = 0.6;

    /** Shape and rate of the gamma distribution of component 0's precision, then of the others'. */
    private static final double[] SHAPES = {5000, 250};

    private static final double[] RATES = {2, 0.1};

    private final SoftWeightSharing prior;
    private final List<Layout.Slot> slots;
    private final double strength;
    private final OwnNumbers means;
    private final OwnNumbers logPrecisions;
    private final OwnNumbers logits;

    MixturePrior(SoftWeightSharing prior, Network network, int examples) {
        this.prior = prior;
        this.slots = network.layout().slots(Role.WEIGHT);
        this.strength = prior.strength() / examples;
        Mixture initial = prior.initial(-WIDEST, WIDEST);
        this.means = OwnNumbers.of(initial.means(), prior.meanRate());
        this.logPrecisions = OwnNumbers.of(
                Arrays.stream(initial.precisions()).map(StrictMath::log).toArray(), prior.precisionRate());
        this.logits = OwnNumbers.of(new double[initial.size()], prior.shareRate());
    }

    @Override
    public void start(float[] weights) {
        float least = 0;
        float largest = 0;
        for (Layout.Slot slot : slots) {
            for (int i = slot.offset(); i < slot.end(); i++) {
                least = Math.min(least, weights[i]);
                largest = Math.max(largest, weights[i]);
            }
        }
        double[] spread = prior.initial(least, largest).means();
        for (int j = 0; j < spread.length; j++) {
            means.values()[j] = (float) spread[j];
        }
    }

    @Override
    public List<OwnNumbers> own() {
        return List.of(means, logPrecisions, logits);
    }

    /** The mixture as it stands. Component 0 has mean 0 and no logit. */
    Mixture mixture() {
        int size = means.values().length;
        double[] shares = new double[size];
        double[] at = new double[size];
        double[] precisions = new double[size];
        double sum = 0;
        for (int j = 0; j < size; j++) {
            precisions[j] = ElementaryFunctions.exp(logPrecisions.values()[j]);
            at[j] = j == 0 ? 0 : means.values()[j];
            shares[j] = j == 0 ? 0 : ElementaryFunctions.exp(logits.values()[j]);
            sum += shares[j];
        }
        for (int j = 1; j < size; j++) {
            shares[j] *= (1 - prior.zero()) / sum;
        }
        shares[0] = prior.zero();
        return Mixture.of(shares, at, precisions);
    }

    @Override
    public double add(float[] weights, float[] gradient, double epoch) {
        Slopes slopes = new Slopes(mixture());
        double sum = 0;
        for (Layout.Slot slot : slots) {
            for (int i = slot.offset(); i < slot.end(); i++) {
                sum += slopes.add(weights[i]);
                gradient[i] += (float) (strength * slopes.byWeight);
            }
        }
        slopes.write();
        return strength * (sum + (prior.hyperprior() == Hyperprior.GAMMA ? slopes.addHyperprior() : 0));
    }

    /** Sums over weights of slopes by the own numbers. */
    private final class Slopes {
        private final Mixture mixture;
        private final double[] parts;
        private final double[] counts;
        private final double[] byMeans;
        private final double[] byPrecisions;
        private double byWeight;

        Slopes(Mixture mixture) {
            this.mixture = mixture;
            this.parts = new double[mixture.size()];
            this.counts = new double[mixture.size()];
            this.byMeans = new double[mixture.size()];
            this.byPrecisions = new double[mixture.size()];
        }

        double add(float w) {
            double value = mixture.negativeLog(w, parts);
            byWeight = 0;
            for (int j = 0; j < parts.length; j++) {
                double d = w - mixture.means()[j];
                double pull = parts[j] * mixture.precisions()[j] * d;
                byWeight += pull;
                byMeans[j] -= pull;
                byPrecisions[j] += 0.5 * (pull * d - parts[j]);
                counts[j] += parts[j];
            }
            return value;
        }

        void write() {
            double others = Arrays.stream(counts, 1, counts.length).sum();
            for (int j = 0; j < counts.length; j++) {
                double share = mixture.shares()[j] / (1 - prior.zero());
                means.gradient()[j] = j == 0 ? 0 : (float) (strength * byMeans[j]);
                logPrecisions.gradient()[j] = (float) (strength * byPrecisions[j]);
                logits.gradient()[j] = j == 0 ? 0 : (float) (strength * (share * others - counts[j]));
            }
        }

        double addHyperprior() {
            double sum = 0;
            for (int j = 0; j < counts.length; j++) {
                double shape = SHAPES[Math.min(j, 1)];
                double scaled = RATES[Math.min(j, 1)] * mixture.precisions()[j];
                sum += (1 - shape) * logPrecisions.values()[j] + scaled;
                logPrecisions.gradient()[j] += (float) (strength * (1 - shape + scaled));
            }
            return sum;
        }
    }
}
