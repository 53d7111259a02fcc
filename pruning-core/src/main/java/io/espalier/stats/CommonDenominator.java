package io.espalier.stats;

import java.util.Collection;
import java.util.OptionalInt;

/**
 * The least number of examples that all of some error rates can be fractions of, for tables that do not say it. Each rate
 * is expanded as a continued fraction up to the first convergent that rounds to it; the answer divides the true number,
 * so a test that uses it errs on the side of a tie.
 */
public final class CommonDenominator {
    private static final int LARGEST = 10_000_000;
    private static final int TERMS = 40;

    private CommonDenominator() {}

    /** Empty where there are no rates, or no number up to 10 million does. */
    public static OptionalInt of(Collection<Double> rates) {
        long common = 1;
        for (double rate : rates) {
            long own = denominator(rate);
            common = own == 0 ? 0 : common / gcd(common, own) * own;
            if (common == 0 || common > LARGEST) {
                return OptionalInt.empty();
            }
        }
        return rates.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) common);
    }

    /** 0 where there is none. */
    private static long denominator(double rate) {
        long[] above = {1, 0};
        long[] below = {0, 1};
        double rest = rate;
        for (int term = 0; term < TERMS && Double.isFinite(rest); term++) {
            long whole = (long) Math.floor(rest);
            above = new long[] {whole * above[0] + above[1], above[0]};
            below = new long[] {whole * below[0] + below[1], below[0]};
            if (below[0] > LARGEST) {
                return 0;
            }
            if ((double) above[0] / below[0] == rate) {
                return below[0];
            }
            rest = 1 / (rest - whole);
        }
        return 0;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
