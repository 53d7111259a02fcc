package io.espalier.prune;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What every layer keeps, whatever the scores say: of n groups at least {@code floor} and n - floor(max-sparsity n), or all
 * that are there still.
 *
 * @param floor smallest number of groups that every layer keeps
 * @param maxSparsity largest fraction of a layer's groups that may be removed, in [0, 1]; null for all
 * @param multipleOf if groups are units: a layer keeps a multiple of this many, or all that remain
 */
public record LayerBounds(
        @Default("1") int floor,
        @Nullable Double maxSparsity,
        @Default("1") int multipleOf) {
    public LayerBounds {
        check(floor >= 0, "floor", floor, "be at least 0");
        check(
                maxSparsity == null || (maxSparsity >= 0 && maxSparsity <= 1),
                "max-sparsity",
                maxSparsity,
                "be in [0, 1]");
        check(multipleOf >= 1, "multiple-of", multipleOf, "be at least 1");
    }

    /** A floor alone. */
    public LayerBounds(int floor) {
        this(floor, null, 1);
    }

    /** Groups that stay at least, before they are made a multiple. */
    int least(int groups, int present) {
        return Math.min(present, Math.max(floor, groups - removable(groups)));
    }

    /** Rounded down on the decimal number as it is written, so that a layer never exceeds it. */
    private int removable(int groups) {
        return maxSparsity == null
                ? groups
                : BigDecimal.valueOf(maxSparsity)
                        .multiply(BigDecimal.valueOf(groups))
                        .setScale(0, RoundingMode.FLOOR)
                        .intValueExact();
    }

    /** The next multiple from {@code kept} upwards, or all. */
    int roundedUp(int kept, int present) {
        return (int) Math.min(present, ((long) kept + multipleOf - 1) / multipleOf * multipleOf);
    }

    /** The subject of an error message. */
    String text() {
        String least = "the floor of " + floor + (floor == 1 ? " group" : " groups");
        return maxSparsity == null ? least : least + " and the max-sparsity of " + maxSparsity;
    }
}
