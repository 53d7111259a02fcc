package io.espalier.network.op;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tensor that a node owns, named {@code <node>.<suffix>}. Its axes have names, so that whoever cuts, masks, groups,
 * codes or draws it asks the parameter and not the operator.
 *
 * @param dims torch's order: (out, in) for Gemm, (out, in / groups, height, width) for Conv, (channels) otherwise
 * @param initial what every number starts at, unless it is drawn
 */
public record Parameter(String name, Role role, List<Integer> dims, Axes axes, double initial) {
    /** What the numbers are for. Only weights are ever scored by a criterion. */
    public enum Role {
        WEIGHT,
        BIAS,
        SCALE,
        SHIFT,
        RUNNING_MEAN,
        RUNNING_VARIANCE;

        /** What PyTorch calls it. */
        private String attribute() {
            return switch (this) {
                case WEIGHT, SCALE -> "weight";
                case BIAS, SHIFT -> "bias";
                case RUNNING_MEAN -> "running_mean";
                case RUNNING_VARIANCE -> "running_var";
            };
        }

        /** Whether the optimiser moves it. */
        public boolean isTrained() {
            return this != RUNNING_MEAN && this != RUNNING_VARIANCE;
        }

        private double initial() {
            return this == SCALE || this == RUNNING_VARIANCE ? 1 : 0;
        }
    }

    /**
     * Which axis counts what; any other axis lies in the window that a unit lays over positions.
     *
     * @param units counts the channels of the node's output
     * @param inputs counts the channels of the node's first input that a unit sees, those of its own group; null where
     *     units see no channels
     * @param groups parts of equal size that units and channels are divided into; a unit sees its own part only
     */
    public record Axes(int units, @Nullable Integer inputs, int groups) {
        /** Units first, and what they see second. */
        public static final Axes UNITS_BY_INPUTS = new Axes(0, 1, 1);

        /** Units first, and nothing that they see. */
        public static final Axes UNITS = new Axes(0, null, 1);

        /** The same in groups. */
        public Axes grouped(int number) {
            return new Axes(units, inputs, number);
        }
    }

    /**
     * Which unit each number belongs to.
     *
     * @param stride numbers from one unit to the next
     */
    public record Units(int count, int stride) {
        /** The unit of a number by its index in the tensor. */
        public int unit(int index) {
            return index / stride % count;
        }

        /** The place of a number among those of its unit. */
        public int place(int index) {
            return index / (stride * count) * stride + index % stride;
        }
    }

    public Parameter {
        dims = List.copyOf(dims);
        Objects.checkIndex(axes.units(), dims.size());
        Objects.checkIndex(axes.inputs() == null ? 0 : axes.inputs(), dims.size());
    }

    /** A tensor that starts at its role's usual number. */
    public Parameter(String name, Role role, List<Integer> dims, Axes axes) {
        this(name, role, dims, axes, role.initial());
    }

    /** Units first, and what they see second where there is a second axis. */
    public Parameter(String name, Role role, List<Integer> dims) {
        this(name, role, dims, dims.size() > 1 ? Axes.UNITS_BY_INPUTS : Axes.UNITS);
    }

    /** What it is called in a state dict of PyTorch, where its node is a layer of the same name. */
    public String stateDictName() {
        return name.substring(0, name.lastIndexOf('.') + 1) + role.attribute();
    }

    public int size() {
        return product(0);
    }

    private int product(int firstAxis) {
        long product = 1;
        for (int dim : dims.subList(firstAxis, dims.size())) {
            product *= dim;
            if (product > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "Invalid " + name + ": " + dims + " (must be fewer than 2^31 numbers)");
            }
        }
        return (int) product;
    }

    /** Units along their axis: output neurons, filters, channels. */
    public int units() {
        return dims.get(axes.units());
    }

    /** Numbers per unit. */
    public int perUnit() {
        return size() / units();
    }

    /** Channels that a unit sees; 1 where it sees none. */
    public int inputs() {
        return axes.inputs() == null ? 1 : dims.get(axes.inputs());
    }

    /** Whether a unit gives each channel that it sees a weight. */
    public boolean hasInputs() {
        return axes.inputs() != null;
    }

    /** Numbers per pair of a unit and a channel that it sees: the size of the window. */
    public int taps() {
        return perUnit() / inputs();
    }

    /** Whether units lay a window over positions, as a convolution's filters do, if only of one position. */
    public boolean hasWindow() {
        return dims.size() > (hasInputs() ? 2 : 1);
    }

    /** Whether each unit sees a single channel of several, and so lives and dies with it. */
    public boolean isDepthwise() {
        return axes.groups() > 1 && inputs() == 1;
    }

    /** Numbers from one unit to the next. */
    public int unitStride() {
        return product(axes.units() + 1);
    }

    /** Numbers from one channel to the next; 0 where units see none. */
    public int inputStride() {
        return axes.inputs() == null ? 0 : product(axes.inputs() + 1);
    }

    /** Tells which unit a number belongs to. */
    public Units unitIndex() {
        return new Units(units(), unitStride());
    }

    /** Inputs that one output sums over. */
    public int fanIn() {
        return perUnit();
    }

    /** Outputs that one input reaches: units times the receptive field. */
    public int fanOut() {
        return units() * taps();
    }
}
