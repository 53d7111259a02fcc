package io.espalier.metric;

import java.util.Collection;

/**
 * The prune potential of a ladder of sparsities (Liebenwein et al. 2021): P(D, delta) = the largest sparsity at which the
 * error on D is at most delta above that of the dense parent; 0, which is the parent itself, where there is none. A rung
 * above one that fails may hold. No finer than the ladder: compare ladders of the same rungs.
 */
public final class PrunePotential {
    /** What sums of fractions may be off by. */
    private static final double ROUNDING = 1e-9;

    private PrunePotential() {}

    /**
     * A pruned network.
     *
     * @param sparsity the fraction that is removed
     * @param rise of the error over that of the dense parent, as a fraction
     */
    public record Rung(double sparsity, double rise) {}

    /** @param delta as a fraction: 0.005 is half a point */
    public static double of(Collection<Rung> ladder, double delta) {
        return ladder.stream()
                .filter(rung -> rung.rise() <= delta + ROUNDING)
                .mapToDouble(Rung::sparsity)
                .max()
                .orElse(0);
    }
}
