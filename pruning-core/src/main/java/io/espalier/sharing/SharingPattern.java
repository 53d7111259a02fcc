package io.espalier.sharing;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Layout;
import io.espalier.network.op.Parameter;
import io.espalier.random.XxHash32;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which weights of a layer W (units, numbers per unit) are one number: a pattern that needs no storage. */
public sealed interface SharingPattern {
    SharedLayer of(Layout.Slot slot);

    /** Whether its numbers can be read off the weights to the bit. */
    default boolean isExact() {
        return true;
    }

    /**
     * HashedNets (Chen et al. 2015, arXiv:1504.04788): W_ij = xi(i, j) w_h(i, j), with h in K = ceil(size / compression)
     * numbers and xi +1 or -1 by two hashes of the layer's name, i and j. Also with 1 number per weight some collide.
     *
     * @param compression weights per number
     * @param seed of the hashes
     */
    record Hashed(
            @Default("8") double compression, @Default("0") int seed) implements SharingPattern {
        public Hashed {
            check(compression >= 1 && Double.isFinite(compression), "compression", compression, "be at least 1");
        }

        @Override
        public SharedLayer of(Layout.Slot slot) {
            PlaceHash hash = new PlaceHash(slot.parameter(), seed);
            int count = (int) Math.ceil(slot.parameter().size() / compression);
            int[] index = new int[slot.parameter().size()];
            Arrays.setAll(index, i -> hash.number(i, count));
            return new SharedLayer(slot, index, hash.signs(), count);
        }
    }

    /**
     * FreshNets (Chen et al. 2016, arXiv:1506.04449): HashedNets in the frequency domain. The cosine transform of each window
     * of a convolution is F_ab = xi(a, b) w_h(a, b), with numbers of its own for each frequency j = a + b. Of a layer's
     * ceil(size / compression) numbers frequency j has at least 1 and at most its number of coefficients N_j, else in
     * proportion to N_j x^(alpha - 1) (1 - x)^(beta - 1) at x = (j + 1) / (number of frequencies). Layers without windows
     * are hashed. Numbers are stored as multiples of 2^-20.
     *
     * @param compression weights per number
     * @param alpha first exponent of the beta distribution that shares numbers out to frequencies
     * @param beta second exponent; above 1 low frequencies get more
     * @param seed of the hashes
     */
    record FrequencyHashed(
            @Default("8") double compression,
            @Default("1") double alpha,
            @Default("2") double beta,
            @Default("0") int seed)
            implements SharingPattern {
        public FrequencyHashed {
            check(compression >= 1 && Double.isFinite(compression), "compression", compression, "be at least 1");
            check(alpha >= 1 && Double.isFinite(alpha), "alpha", alpha, "be at least 1");
            check(beta >= 1 && Double.isFinite(beta), "beta", beta, "be at least 1");
        }

        @Override
        public boolean isExact() {
            return false;
        }

        @Override
        public SharedLayer of(Layout.Slot slot) {
            Parameter weight = slot.parameter();
            CosineTransform transform = CosineTransform.of(weight);
            PlaceHash hash = new PlaceHash(weight, seed);
            FrequencyBudgets budgets = FrequencyBudgets.of(weight, compression, this::density);
            int[] index = new int[weight.size()];
            Arrays.setAll(index, i -> {
                int frequency = transform.frequency(i % weight.taps());
                return budgets.first(frequency) + hash.number(i, budgets.count(frequency));
            });
            Basis basis = weight.taps() == 1 ? Basis.WEIGHTS : Basis.COSINES;
            return new SharedLayer(slot, index, hash.signs(), budgets.total(), basis);
        }

        private double density(double x) {
            return StrictMath.pow(x, alpha - 1) * StrictMath.pow(1 - x, beta - 1);
        }
    }

    /**
     * Circulant matrices (Cheng et al. 2015, arXiv:1502.03436), in blocks (Ding et al. 2017, arXiv:1708.08917): each block
     * has W_ij = c_((i - j) mod block) with one number per diagonal, i and j counted within the block; what stands out of
     * the layer is cut off. With signs each column j is multiplied by +1 or -1.
     *
     * @param block rows and columns of a block; one block for the whole layer if null
     * @param signs of the columns
     */
    record Circulant(
            @Nullable Integer block, @Default("none") Signs signs) implements SharingPattern {
        /** What the columns of a matrix are multiplied by. */
        public enum Signs {
            /** By 1. */
            NONE,
            /** By +1 or -1, from a hash of the layer's name and the column. */
            HASHED
        }

        public Circulant {
            check(block == null || block >= 1, "block", block, "be at least 1");
        }

        @Override
        public SharedLayer of(Layout.Slot slot) {
            Parameter weight = slot.parameter();
            int whole = Math.max(weight.units(), weight.perUnit());
            int size = block == null ? whole : Math.min(block, whole);
            int across = (weight.perUnit() + size - 1) / size;
            int down = (weight.units() + size - 1) / size;
            return shared(
                    slot,
                    (unit, place) -> (unit / size * across + place / size) * size + Math.floorMod(unit - place, size),
                    down * across * size,
                    this::isNegated);
        }

        private boolean isNegated(String layer, int column) {
            byte[] key = (layer + "_" + column).getBytes(StandardCharsets.UTF_8);
            return signs == Signs.HASHED && XxHash32.of(key, 0) < 0;
        }
    }

    /** Toeplitz matrices (Sindhwani, Sainath and Kumar 2015, arXiv:1510.01722, displacement rank 2): W_ij = t_(i - j). */
    record Toeplitz() implements SharingPattern {
        @Override
        public SharedLayer of(Layout.Slot slot) {
            Parameter weight = slot.parameter();
            int columns = weight.perUnit();
            return shared(
                    slot,
                    (unit, place) -> unit - place + columns - 1,
                    weight.units() + columns - 1,
                    (layer, column) -> false);
        }
    }

    /** The number of a weight. */
    @FunctionalInterface
    interface Place {
        int number(int unit, int place);
    }

    /** Whether a column of a layer is negated. */
    @FunctionalInterface
    interface Negation {
        boolean of(String layer, int column);
    }

    private static SharedLayer shared(Layout.Slot slot, Place place, int count, Negation negation) {
        Parameter weight = slot.parameter();
        Parameter.Units units = weight.unitIndex();
        int[] index = new int[weight.size()];
        boolean[] negated = new boolean[index.length];
        for (int i = 0; i < index.length; i++) {
            index[i] = place.number(units.unit(i), units.place(i));
            negated[i] = negation.of(weight.name(), units.place(i));
        }
        return new SharedLayer(slot, index, negated, count);
    }
}
