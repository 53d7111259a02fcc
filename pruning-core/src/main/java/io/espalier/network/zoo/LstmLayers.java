package io.espalier.network.zoo;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Lstm;
import io.espalier.network.op.Shape;

/**
 * Long short-term memory (<a href="https://doi.org/10.1162/neco.1997.9.8.1735">Hochreiter and Schmidhuber 1997</a>) over a sequence, whose
 * last state is classified. Each column of the input is a step, whose features are its channels; where there are several rows,
 * a layer of as many units first reads each column. Weights start normal, with the deviation that PyTorch's have.
 *
 * @param units of each layer
 * @param layers above one another
 */
@Name("lstm")
public record LstmLayers(
        @Default("64") int units, @Default("1") int layers) implements NetworkFamily {
    public LstmLayers {
        check(units >= 1, "units", units, "be at least 1");
        check(layers >= 1, "layers", layers, "be at least 1");
    }

    public LstmLayers() {
        this(64, 1);
    }

    @Override
    public Network build(Shape input, int classes) {
        return Sequences.recurrent("lstm", input, units, layers, inputs -> new Lstm(inputs, units), classes);
    }

    @Override
    public LstmLayers scaled(double factor) {
        return new LstmLayers(NetworkFamily.scaled(units, factor), layers);
    }
}
