package io.espalier.prune;

import static io.espalier.binding.InvalidValueException.check;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much a selection removes. Counts are rounded half up, on the decimal number as it is written. */
public sealed interface PruneAmount {
    /** The part of all groups that is gone afterwards, in [0, 1); what was gone before counts. */
    record Target(double sparsity) implements PruneAmount {
        public Target {
            check(sparsity >= 0 && sparsity < 1, "sparsity", sparsity, "be in [0, 1)");
        }

        @Override
        public int keep(int groups, int present) {
            return Math.min(present, groups - part(sparsity, groups));
        }

        @Override
        public String goal() {
            return "reach sparsity " + sparsity;
        }
    }

    /**
     * The part of the groups still there that goes now, in [0, 1).
     *
     * @param layers other fractions for single layers, by name; these layers are ranked on their own
     */
    record Fraction(double fraction, Map<String, Double> layers) implements PruneAmount {
        public Fraction {
            check(fraction >= 0 && fraction < 1, "fraction", fraction, "be in [0, 1)");
            layers = Map.copyOf(layers);
            layers.forEach((layer, f) -> check(f >= 0 && f < 1, "fractions." + layer, f, "be in [0, 1)"));
        }

        @Override
        public int keep(int groups, int present) {
            return present - part(fraction, present);
        }

        @Override
        public String goal() {
            return "remove " + fraction + " of the remaining groups";
        }
    }

    /** What the n-of-m pattern or the per-layer scope says; nothing beyond. */
    record Inherent() implements PruneAmount {
        @Override
        public int keep(int groups, int present) {
            return present;
        }

        @Override
        public String goal() {
            return "reach the sparsity of each layer";
        }
    }

    /** Whichever is given. */
    static PruneAmount of(@Nullable Double sparsity, @Nullable Double fraction, Map<String, Double> fractions) {
        if (sparsity != null) {
            return new Target(sparsity);
        }
        return fraction != null ? new Fraction(fraction, fractions) : new Inherent();
    }

    /** How many of {@code groups} stay when {@code present} of them are still there. */
    int keep(int groups, int present);

    /** The verb phrase of an error message. */
    String goal();

    private static int part(double fraction, int of) {
        return BigDecimal.valueOf(fraction)
                .multiply(BigDecimal.valueOf(of))
                .setScale(0, RoundingMode.HALF_UP)
                .intValueExact();
    }
}
