package io.espalier.network.zoo;

import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Embedding;
import io.espalier.network.op.Op;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Slice;
import io.espalier.network.op.Window;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What networks on sequences have in common: each column of the input is a step, whose features are its channels; where there
 * are several rows, a layer first makes features of a column. The last step is classified, or, where outputs are asked for at each
 * step, all of them are by one layer.
 */
final class Sequences {
    private Sequences() {}

    /** What tokens become first; null where the input is no tokens. */
    static @Nullable Embedding tokens(@Nullable Integer width, @Nullable Integer vocabulary, Shape output) {
        if (width == null) {
            return null;
        } else if (vocabulary == null && output.positions() == 1) {
            throw new IllegalArgumentException(
                    "an embedding needs vocabulary, the number of tokens, unless tokens are" + " what is predicted");
        }
        return new Embedding(vocabulary == null ? output.channels() : vocabulary, width);
    }

    static @Nullable Integer scaled(@Nullable Integer embedding, double factor) {
        return embedding == null ? null : (Integer) NetworkFamily.scaled(embedding, factor);
    }

    /** @param features of a column, where a layer makes them */
    static NetworkBuilder begin(
            String name, Shape input, @Nullable Embedding tokens, int features, Initialization initialization) {
        NetworkBuilder network = new NetworkBuilder(name, input, initialization);
        if (tokens != null) {
            return network.image("embedding", tokens);
        }
        if (input.height() == 1) {
            return network;
        }
        Window column = new Window(new Window.Side(input.height(), 1, 1, 0, 0), new Window.Side(1, 1, 1, 0, 0));
        return network.image("columns", new Conv(input.channels(), features, column, 1, Bias.PRESENT));
    }

    /** The same in front of recurrent layers. */
    static NetworkBuilder begin(String name, Shape input, @Nullable Embedding tokens, int units) {
        // PyTorch draws uniformly from -1/sqrt(units) to 1/sqrt(units), whose deviation this is.
        return begin(name, input, tokens, units, new Initialization.Normal(1 / Math.sqrt(3.0 * units)));
    }

    /** Recurrent layers above one another, named by the family and their number. */
    static Network recurrent(NetworkBuilder network, String name, int layers, IntFunction<Op> maker, Shape output) {
        for (int layer = 1; layer <= layers; layer++) {
            network.image(name + layer, maker.apply(network.shape().channels()));
        }
        return end(network, output);
    }

    static Network end(NetworkBuilder network, Shape output) {
        if (output.positions() > 1) {
            require(
                    output.equals(
                            new Shape(output.channels(), 1, network.shape().width())),
                    network.shape(),
                    output);
            return network.conv("fc", output.channels(), 1, 1, 0, Bias.PRESENT).build();
        }
        Slice.Range last = new Slice.Range(network.shape().width() - 1, 1, 1);
        return network.image("last", new Slice(Slice.Range.all(1), last))
                .gemm("fc", output.channels())
                .build();
    }

    private static void require(boolean fits, Shape steps, Shape output) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "it gives outputs at each of " + steps.width() + " steps, not at " + output.width());
        }
    }
}
