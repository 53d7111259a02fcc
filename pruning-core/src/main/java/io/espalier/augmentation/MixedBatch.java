package io.espalier.augmentation;

/**
 * A mini-batch mixed with itself: of example i becomes share x_i + (1 - share) x_partner(i), and its loss is the mean of those with
 * both targets by the same shares.
 *
 * @param share in [0, 1]
 * @param partners the place in the mini-batch of each one's partner
 */
@SuppressWarnings("ArrayRecordComponent")
public record MixedBatch(double share, int[] partners) {
    /** Mixes two numbers. */
    public float mix(float own, float other) {
        return (float) (share * own + (1 - share) * other);
    }

    /** Of examples {@code order[from..)} the partners. */
    public int[] partnersOf(int[] order, int from) {
        int[] others = new int[partners.length];
        for (int i = 0; i < others.length; i++) {
            others[i] = order[from + partners[i]];
        }
        return others;
    }
}
