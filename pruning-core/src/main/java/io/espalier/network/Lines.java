package io.espalier.network;

import io.espalier.network.Layout.Slot;
import io.espalier.network.Parameter.Role;
import java.util.List;

/**
 * The weights of one layer in groups: all that lead to a unit, or all that leave a channel of its input. A weight of
 * dims (units, inputs, height, width) is read as (units, inputs, taps); in a grouped convolution an input is counted
 * within its group.
 */
public record Lines(int offset, int units, int inputs, int taps, Direction direction) {
    /** Which weights stand together. */
    public enum Direction {
        /** A row: what a unit reads. */
        INCOMING,
        /** A column: what reads an input. */
        OUTGOING
    }

    /** Those of every layer, in the order of the layout. */
    public static List<Lines> of(Network network, Direction direction) {
        return network.layout().slots(Role.WEIGHT).stream()
                .map(slot -> of(slot, direction))
                .toList();
    }

    /** Those of one parameter; of one number per unit, that number. */
    public static Lines of(Slot slot, Direction direction) {
        int units = slot.parameter().units();
        int perUnit = slot.parameter().perUnit();
        int inputs = slot.parameter().dims().size() == 1
                ? 1
                : slot.parameter().dims().get(1);
        return new Lines(slot.offset(), units, inputs, perUnit / inputs, direction);
    }

    /** How many groups there are. */
    public int count() {
        return direction == Direction.INCOMING ? units : inputs;
    }

    /** Numbers in each. */
    public int length() {
        return taps * (direction == Direction.INCOMING ? inputs : units);
    }

    /** The inner product of two arrays over each group. */
    public double[] products(float[] x, float[] y) {
        double[] sums = new double[count()];
        for (int unit = 0, i = offset; unit < units; unit++) {
            for (int input = 0; input < inputs; input++) {
                double sum = 0;
                for (int end = i + taps; i < end; i++) {
                    sum += (double) x[i] * y[i];
                }
                sums[direction == Direction.INCOMING ? unit : input] += sum;
            }
        }
        return sums;
    }

    /** The Euclidean norm of each group. */
    public double[] norms(float[] x) {
        double[] norms = products(x, x);
        for (int group = 0; group < norms.length; group++) {
            norms[group] = Math.sqrt(norms[group]);
        }
        return norms;
    }

    /** Adds x, each group times its factor, to y. */
    public void add(double[] factors, float[] x, float[] y) {
        for (int unit = 0, i = offset; unit < units; unit++) {
            for (int input = 0; input < inputs; input++) {
                double factor = factors[direction == Direction.INCOMING ? unit : input];
                for (int end = i + taps; i < end; i++) {
                    y[i] += (float) (factor * x[i]);
                }
            }
        }
    }

    /** Multiplies each group of x by its factor. */
    public void multiply(double[] factors, float[] x) {
        for (int unit = 0, i = offset; unit < units; unit++) {
            for (int input = 0; input < inputs; input++) {
                double factor = factors[direction == Direction.INCOMING ? unit : input];
                for (int end = i + taps; i < end; i++) {
                    x[i] = (float) (factor * x[i]);
                }
            }
        }
    }
}
