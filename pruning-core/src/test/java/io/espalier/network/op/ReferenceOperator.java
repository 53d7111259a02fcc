package io.espalier.network.op;

import io.espalier.network.op.Parameter.Role;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * An operator by its definition, one example in double arithmetic: slow, and simple enough to trust.
 *
 * @param arity number of inputs
 * @param takes what its inputs must be
 * @param gives what its output is
 * @param maker some operator of the type that may fit the inputs
 */
public record ReferenceOperator<O extends Op>(
        Class<O> type, int arity, Rank takes, Rank gives, Maker<O> maker, Definition<O> definition) {
    /** Whether a tensor has height and width, if only of 1. */
    public enum Rank {
        IMAGE,
        VECTOR,
        /** An image of one channel and one row, of whole numbers. */
        TOKENS,
        /** Both; of an output, an image if one of the inputs is. */
        ANY
    }

    @FunctionalInterface
    public interface Maker<O extends Op> {
        O make(List<Shape> inputs, RandomKey key);
    }

    @FunctionalInterface
    public interface Definition<O extends Op> {
        double[] output(O op, Values values);
    }

    /** What an operator computes with. */
    public record Values(List<Shape> shapes, List<double[]> inputs, Map<Role, double[]> parameters) {
        public double[] x() {
            return inputs.get(0);
        }

        public Shape shape() {
            return shapes.get(0);
        }

        public double own(Role role, int index) {
            return parameters.get(role)[index];
        }

        public double[] map(DoubleUnaryOperator function) {
            return Arrays.stream(x()).map(function).toArray();
        }
    }

    public double[] output(Op op, Values values) {
        return definition.output(type.cast(op), values);
    }
}
