package io.espalier.penalty;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.mixture.Mixture;
import io.espalier.network.Network;

/**
 * Soft weight sharing (Ullrich, Meeds and Welling 2017, arXiv:1702.04008): R = strength / N times -log p of the weights,
 * p(w) = sum over j of pi_j N(w | mu_j, 1 / e^g_j) being a mixture that is trained with them, so that weights gather at
 * few values. Component 0 has mean 0 and a fixed share; the others have shares of the rest by a softmax. With the gamma
 * hyperprior each component adds (1 - a) g_j + b e^g_j, with a = 5000 and b = 2 for component 0, a = 250 and b = 0.1 for
 * the others, which keeps variances from collapsing. Means begin in even steps over the weights' range. Biases are left
 * out. Made for a trained network; encode it as {@code soft-weight-sharing}. Rates are Adam's.
 *
 * @param strength multiplier of -log p, the paper's tau
 * @param components besides component 0
 * @param zero share of component 0
 * @param deviation initial standard deviation of every component
 * @param meanRate learning rate of the means
 * @param precisionRate learning rate of the logarithms of the precisions
 * @param shareRate learning rate of the logits of the shares
 * @param hyperprior prior of the precisions
 */
public record SoftWeightSharing(
        @Default("0.003") double strength,
        @Default("16") int components,
        @Default("0.99") double zero,
        @Default("0.25") double deviation,
        @Default("0.0001") double meanRate,
        @Default("0.003") double precisionRate,
        @Default("0.003") double shareRate,
        @Default("gamma") Hyperprior hyperprior)
        implements Penalty {
    /** What is known of precisions beforehand. */
    public enum Hyperprior {
        /** A gamma distribution. */
        GAMMA,
        /** Nothing. */
        NONE
    }

    public SoftWeightSharing {
        check(strength >= 0, "strength", strength, "be at least 0");
        check(components >= 1 && components <= 1000, "components", components, "be in 1..1000");
        check(zero > 0 && zero < 1, "zero", zero, "be in (0, 1)");
        check(deviation > 0 && Double.isFinite(deviation), "deviation", deviation, "be above 0");
        check(meanRate > 0, "mean-rate", meanRate, "be above 0");
        check(precisionRate > 0, "precision-rate", precisionRate, "be above 0");
        check(shareRate > 0, "share-rate", shareRate, "be above 0");
    }

    public SoftWeightSharing() {
        this(0.003, 16, 0.99, 0.25, 1e-4, 3e-3, 3e-3, Hyperprior.GAMMA);
    }

    @Override
    public SoftWeightSharing scaled(double factor) {
        return new SoftWeightSharing(
                strength * factor, components, zero, deviation, meanRate, precisionRate, shareRate, hyperprior);
    }

    @Override
    public Term begin(Network network, int examples) {
        return new MixturePrior(this, network, examples);
    }

    /** Components before any weight is known. */
    Mixture initial(double least, double largest) {
        return Mixture.evenly(components, zero, least, largest, deviation);
    }
}
