package io.espalier.prune;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Whole shares of a total in proportion to weights, each share within bounds, by the method of largest remainders. */
final class LargestRemainder {
    private static final int HALVINGS = 200;

    private final double[] weights;
    private final int[] least;
    private final int[] most;

    LargestRemainder(double[] weights, int[] least, int[] most) {
        this.weights = weights;
        this.least = least;
        this.most = most;
    }

    /** Shares that sum to {@code total}, or as near as the bounds allow; of equal remainders the first is rounded up. */
    int[] of(int total) {
        double[] exact = exact(total);
        int[] shares = Arrays.stream(exact).mapToInt(q -> (int) q).toArray();
        int left = total - Arrays.stream(shares).sum();
        int[] byRemainder = IntStream.range(0, shares.length)
                .filter(i -> shares[i] < most[i])
                .boxed()
                .sorted(Comparator.comparingDouble(i -> shares[i] - exact[i]))
                .mapToInt(i -> i)
                .toArray();
        for (int i = 0; i < Math.min(left, byRemainder.length); i++) {
            shares[byRemainder[i]]++;
        }
        return shares;
    }

    /** Shares clamp(scale weight) at the scale where they sum to the total: what a bound cuts off, the others get. */
    private double[] exact(int total) {
        double low = 0;
        double high = IntStream.range(0, weights.length)
                .mapToDouble(i -> most[i] / weights[i])
                .max()
                .orElse(0);
        for (int i = 0; i < HALVINGS; i++) {
            double scale = (low + high) / 2;
            if (Arrays.stream(at(scale)).sum() > total) {
                high = scale;
            } else {
                low = scale;
            }
        }
        return at(low);
    }

    private double[] at(double scale) {
        return IntStream.range(0, weights.length)
                .mapToDouble(i -> Math.min(most[i], Math.max(least[i], scale * weights[i])))
                .toArray();
    }
}
