package io.espalier.network.op;

import io.espalier.network.op.Parameter.Role;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A trained vector for each token (Bengio et al. 2003, A neural probabilistic language model): a row of whole numbers, (1, 1,
 * positions), becomes (width, 1, positions), and a number that is no token zeros. A lookup, not a product: it has no
 * multiply-accumulates.
 *
 * <p>Weights are (width, 1, tokens): a unit gives one channel, and has a number for each token.
 *
 * @param tokens how many there are, from 0
 * @param width channels that each becomes
 */
public record Embedding(int tokens, int width) implements Op {
    public Embedding {
        if (tokens < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "Invalid embedding: " + tokens + " tokens, width " + width + " (must be positive)");
        }
    }

    @Override
    public Shape output(List<Shape> in) {
        Inputs.require(in.get(0).elements() == in.get(0).width(), in, "a row of tokens, 1x1 by positions");
        return new Shape(width, 1, in.get(0).width());
    }

    @Override
    public List<Parameter> parameters(String node) {
        return List.of(new Parameter(node + ".weight", Role.WEIGHT, List.of(width, 1, tokens)));
    }

    /** In no product. */
    @Override
    public long uses(List<Shape> in) {
        return 0;
    }

    @Override
    public OptionalInt domain() {
        return OptionalInt.of(tokens);
    }

    /** As PyTorch draws them: the scale of what layers are usually given. */
    @Override
    public OptionalDouble initialDeviation() {
        return OptionalDouble.of(1);
    }

    @Override
    public boolean isCausal(List<Shape> in) {
        return true;
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.mixed(in, width);
    }

    /** A unit without weights gives 0. */
    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        return known.reads(channel) ? OptionalDouble.empty() : OptionalDouble.of(0);
    }

    @Override
    public Embedding resized(List<List<Integer>> in, List<Integer> out) {
        return new Embedding(tokens, out.size());
    }
}
