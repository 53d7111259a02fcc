package io.espalier.network;

import java.util.List;

/**
 * A tensor that a node owns, named {@code <node>.<suffix>}.
 *
 * @param dims torch's order: (out, in) for Gemm, (out, in / groups, height, width) for Conv, (channels) otherwise
 */
public record Parameter(String name, Role role, List<Integer> dims) {
    /** What the numbers are for. Only weights are ever scored by a criterion. */
    public enum Role {
        WEIGHT,
        BIAS,
        SCALE,
        SHIFT,
        RUNNING_MEAN,
        RUNNING_VARIANCE;

        /** Whether the optimiser moves it. */
        public boolean isTrained() {
            return this != RUNNING_MEAN && this != RUNNING_VARIANCE;
        }
    }

    public Parameter {
        dims = List.copyOf(dims);
    }

    public int size() {
        long size = 1;
        for (int dim : dims) {
            size *= dim;
            if (size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "Invalid " + name + ": " + dims + " (must be fewer than 2^31 numbers)");
            }
        }
        return (int) size;
    }

    /** Units along the first dimension: output neurons, filters, channels. */
    public int units() {
        return dims.get(0);
    }

    /** Numbers per unit. */
    public int perUnit() {
        return size() / units();
    }

    /** Inputs that one output sums over. */
    public int fanIn() {
        return perUnit();
    }

    /** Outputs that one input reaches: units times the receptive field. */
    public int fanOut() {
        int field = dims.size() < 3 ? 1 : dims.get(2) * dims.get(3);
        return units() * field;
    }
}
