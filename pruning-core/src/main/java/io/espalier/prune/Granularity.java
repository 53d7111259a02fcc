package io.espalier.prune;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Name;
import io.espalier.binding.Shorthand;
import io.espalier.network.op.Parameter;

/** What shares one bit of a mask: the set of weights that is kept or removed together. */
public sealed interface Granularity {
    /** Every weight on its own. */
    record Weight() implements Granularity {}

    /** A unit of a Gemm: its incoming weights and bias. The classifier's units are never groups. */
    record Neuron() implements Granularity {}

    /** A filter of a Conv: its kernel, bias and batch norm. A depthwise filter goes with the channel that it reads. */
    record Filter() implements Granularity {}

    /** Neurons and filters alike. */
    record Unit() implements Granularity {}

    /**
     * A unit with all channels that it is tied to, as along a residual stage or through a depthwise convolution: what a
     * smaller network can lose as one. Its score is that of the weights of all its units.
     */
    record Channel() implements Granularity {}

    /** A head of an attention: all that its queries, keys and values are made of, and the weights that read it. */
    record Head() implements Granularity {}

    /**
     * A tile of the weight matrix (units by inputs), as in {@code 4x1}; the tiles at the border may be smaller.
     *
     * @param rows units in a tile
     * @param columns inputs in a tile
     */
    @Shorthand("(\\d+)x(\\d+)")
    record Block(int rows, int columns) implements Granularity {
        public Block {
            check(rows >= 1, "rows", rows, "be at least 1");
            check(columns >= 1, "columns", columns, "be at least 1");
        }
    }

    /**
     * Of every m consecutive weights of a unit, n stay, as in {@code 2:4}. Where m does not divide a unit's weights, the
     * short run at its end keeps n at most, as if it were padded with zeros. The pattern fixes the sparsity: 1 - n/m, and
     * less where there are short runs.
     *
     * @param n number of weights kept of each m
     * @param m number of consecutive weights of a unit
     */
    @Name("n-of-m")
    @Shorthand("(\\d+):(\\d+)")
    record NOfM(int n, int m) implements Granularity {
        public NOfM {
            check(m >= 2, "m", m, "be at least 2");
            check(n >= 1 && n < m, "n", n, "be in 1.." + (m - 1));
        }

        /** How many weights of a layer stay. */
        int keptOf(Parameter weight) {
            return weight.units() * (weight.perUnit() / m * n + Math.min(n, weight.perUnit() % m));
        }
    }

    /** Whether a smaller dense network is left, without the groups that were removed. */
    default boolean isStructured() {
        return isUnit() || this instanceof Head || this instanceof Channel;
    }

    /** Whether a group is all that comes into one unit. */
    default boolean isUnit() {
        return this instanceof Neuron || this instanceof Filter || this instanceof Unit;
    }
}
