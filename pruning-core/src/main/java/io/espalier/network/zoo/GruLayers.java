package io.espalier.network.zoo;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Embedding;
import io.espalier.network.op.Gru;
import io.espalier.network.op.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Gated recurrent units (<a href="https://arxiv.org/abs/1406.1078">Cho et al. 2014</a>) over a sequence, whose
 * last state is classified, or each where outputs are asked for at every step. Each column of the input is a step, whose features are its channels; where there are several rows,
 * a layer of as many units first reads each column. Weights start normal, with the deviation that PyTorch's have.
 *
 * @param units of each layer
 * @param layers above one another
 * @param embedding channels that each token becomes, where the input is tokens; omitted where it is numbers
 * @param vocabulary how many tokens there are, beside {@code embedding}; may be omitted if tokens are what is predicted
 */
@Name("gru")
public record GruLayers(
        @Default("64") int units,
        @Default("1") int layers,
        @Nullable Integer embedding,
        @Nullable Integer vocabulary) implements NetworkFamily {
    public GruLayers {
        check(units >= 1, "units", units, "be at least 1");
        check(layers >= 1, "layers", layers, "be at least 1");
        check(embedding == null || embedding >= 1, "embedding", embedding, "be at least 1");
        boolean fits = vocabulary == null || (embedding != null && vocabulary >= 1);
        check(fits, "vocabulary", vocabulary, "be at least 1, and beside embedding");
    }

    /** On numbers. */
    public GruLayers(int units, int layers) {
        this(units, layers, null, null);
    }

    public GruLayers() {
        this(64, 1);
    }

    @Override
    public Network build(Shape input, int classes) {
        return build(input, Shape.vector(classes));
    }

    @Override
    public Network build(Shape input, Shape output) {
        Embedding tokens = Sequences.tokens(embedding, vocabulary, output);
        NetworkBuilder network = Sequences.begin("gru", input, tokens, units);
        return Sequences.recurrent(network, "gru", layers, inputs -> new Gru(inputs, units), output);
    }

    @Override
    public GruLayers scaled(double factor) {
        return new GruLayers(
                NetworkFamily.scaled(units, factor), layers, Sequences.scaled(embedding, factor), vocabulary);
    }
}
