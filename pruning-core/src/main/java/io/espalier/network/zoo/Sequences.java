package io.espalier.network.zoo;

import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Op;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Slice;
import io.espalier.network.op.Window;
import java.util.function.IntFunction;

/**
 * What networks on sequences have in common: each column of the input is a step, whose features are its channels; where there
 * are several rows, a layer first makes features of a column. The last step is classified.
 */
final class Sequences {
    private Sequences() {}

    /** @param features of a column, where a layer makes them */
    static NetworkBuilder begin(String name, Shape input, int features, Initialization initialization) {
        NetworkBuilder network = new NetworkBuilder(name, input, initialization);
        if (input.height() == 1) {
            return network;
        }
        Window column = new Window(new Window.Side(input.height(), 1, 1, 0, 0), new Window.Side(1, 1, 1, 0, 0));
        return network.image("columns", new Conv(input.channels(), features, column, 1, Bias.PRESENT));
    }

    /** Recurrent layers above one another, named by the family and their number. */
    static Network recurrent(String name, Shape input, int units, int layers, IntFunction<Op> maker, int classes) {
        // PyTorch draws uniformly from -1/sqrt(units) to 1/sqrt(units), whose deviation this is.
        Initialization initialization = new Initialization.Normal(1 / Math.sqrt(3.0 * units));
        NetworkBuilder network = begin(name, input, units, initialization);
        for (int layer = 1; layer <= layers; layer++) {
            network.image(name + layer, maker.apply(network.shape().channels()));
        }
        return end(network, classes);
    }

    static Network end(NetworkBuilder network, int classes) {
        Slice.Range last = new Slice.Range(network.shape().width() - 1, 1, 1);
        return network.image("last", new Slice(Slice.Range.all(1), last))
                .gemm("fc", classes)
                .build();
    }
}
