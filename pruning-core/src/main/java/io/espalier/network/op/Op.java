package io.espalier.network.op;

import io.espalier.network.op.Parameter.Role;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * An operator, named as in ONNX's operator set. Everything that is known of it stands here: nobody else asks which one
 * it is. What an operator does not say is taken for the worst, so that its channels are kept whole.
 */
public sealed interface Op
        permits Activation,
                Add,
                Attention,
                BatchNormalization,
                ClassToken,
                Concat,
                Embedding,
                Flatten,
                Gather,
                GlobalAveragePool,
                LayerNormalization,
                Mul,
                OneHot,
                Pad,
                Pool,
                PositionEmbedding,
                PositionNormalization,
                PRelu,
                Recurrent,
                Scale,
                Slice,
                SpaceToDepth,
                WeightedSum {
    /** What part an operator plays behind a layer. */
    enum Kind {
        /** max(0, x): an activation that some methods rely on. */
        RECTIFIER,
        /** Any other function of single numbers. */
        ACTIVATION,
        NORMALIZATION,
        /** A norm that scales and shifts each position, all of its channels alike. */
        POSITIONWISE,
        /** The same numbers in the same order, as other shape. */
        VIEW,
        OTHER;

        public boolean isActivation() {
            return this == RECTIFIER || this == ACTIVATION;
        }
    }

    /** The name of ONNX's operator. */
    default String type() {
        return getClass().getSimpleName();
    }

    /** The shape of the output for inputs of these shapes. */
    Shape output(List<Shape> inputs);

    /** What the operator owns when it stands in a node of this name, at most one of each role. */
    default List<Parameter> parameters(String node) {
        return List.of();
    }

    /** The least number of examples that it can be trained on at once. */
    default int leastBatch(List<Shape> inputs) {
        return 1;
    }

    /** Multiply-accumulates per example, biases, norms and element-wise work not counted. */
    default long macs(List<Shape> inputs) {
        return 0;
    }

    /** How often an example uses each weight: once at each position of the output. */
    default long uses(List<Shape> inputs) {
        return output(inputs).positions();
    }

    default Kind kind() {
        return Kind.OTHER;
    }

    /** How many whole numbers, from 0, it can tell apart in its input, for an operator that reads such numbers alone. */
    default OptionalInt domain() {
        return OptionalInt.empty();
    }

    /** The standard deviation of its weights before training, where that is not for the network to say. */
    default OptionalDouble initialDeviation() {
        return OptionalDouble.empty();
    }

    /** By how many positions of zeros it widens its input on each side. */
    default int padding() {
        return 0;
    }

    /**
     * Whether its weights multiply what it reads and nothing else is done but a bias added, so that a factor of an output is
     * one of a unit's weights.
     */
    default boolean isLinear() {
        return false;
    }

    /** The same with a bias, for an operator that can do without one. */
    default Op withBias() {
        return this;
    }

    /**
     * What it does to each channel once it is trained, where that is scale x + shift and nothing else.
     *
     * @param parameters values by role
     */
    default Optional<ChannelAffine> affine(Function<Role, float[]> parameters) {
        return Optional.empty();
    }

    /** The number that it multiplies all numbers by, for an operator that does nothing else. */
    default OptionalDouble multiplier() {
        return OptionalDouble.empty();
    }

    /**
     * Whether the output has as many columns as each input, and none of them depends on columns of an input behind it: what
     * predicts the next of a sequence must not see it.
     */
    default boolean isCausal(List<Shape> inputs) {
        return false;
    }

    /** What channels of the output are made of. */
    default ChannelMap channels(List<Shape> inputs) {
        return ChannelMap.whole(inputs, output(inputs));
    }

    /** The same where channels of inputs that are always 0 may be cut, although all others depend on how many there are. */
    default ChannelMap channelsWithoutZeros(List<Shape> inputs) {
        return channels(inputs);
    }

    /** The number that a channel of the output always is, at each of its positions, if that is known. */
    default OptionalDouble constant(int channel, KnownChannels known) {
        return OptionalDouble.empty();
    }

    /**
     * The operator for fewer channels.
     *
     * @param inputs numbers of the channels that stay of each input, ascending
     * @param output numbers of the channels that stay of the output, ascending; whole labels of {@link #channels}
     */
    default Op resized(List<List<Integer>> inputs, List<Integer> output) {
        return this;
    }

    /**
     * The units of a parameter that stay with the operator for fewer channels (see {@link #resized}); where units are the
     * channels of the output, those.
     */
    default List<Integer> keptUnits(Parameter parameter, List<List<Integer>> inputs, List<Integer> output) {
        return output;
    }

    /** The same of what its units see, in a parameter that has such an axis. */
    default List<Integer> keptInputs(Parameter parameter, List<List<Integer>> inputs, List<Integer> output) {
        return inputs.get(0);
    }
}
