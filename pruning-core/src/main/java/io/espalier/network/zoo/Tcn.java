package io.espalier.network.zoo;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Embedding;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Window;
import org.jspecify.annotations.Nullable;

/**
 * A temporal convolutional network, after <a href="https://arxiv.org/abs/1803.01271">Bai, Kolter and Koltun 2018</a>, without
 * its weight normalization: residual blocks of two causal convolutions, the dilation of each block twice that of the block
 * before. Each column of the input is a step, whose features are its channels; where there are several rows, a layer of as many
 * units first reads each column. The last step is classified, or each where outputs are asked for at every step. Weights start as He et al. 2015.
 *
 * @param width filters of each convolution
 * @param levels number of blocks
 * @param kernel steps that a filter sees
 * @param embedding channels that each token becomes, where the input is tokens; omitted where it is numbers
 * @param vocabulary how many tokens there are, beside {@code embedding}; may be omitted if tokens are what is predicted
 */
@Name("tcn")
public record Tcn(
        @Default("32") int width,
        @Default("4") int levels,
        @Default("3") int kernel,
        @Nullable Integer embedding,
        @Nullable Integer vocabulary)
        implements NetworkFamily {
    private static final int MOST_LEVELS = 20;

    public Tcn {
        check(width >= 1, "width", width, "be at least 1");
        check(levels >= 1 && levels <= MOST_LEVELS, "levels", levels, "be in 1.." + MOST_LEVELS);
        check(kernel >= 1, "kernel", kernel, "be at least 1");
        check(embedding == null || embedding >= 1, "embedding", embedding, "be at least 1");
        boolean fits = vocabulary == null || (embedding != null && vocabulary >= 1);
        check(fits, "vocabulary", vocabulary, "be at least 1, and beside embedding");
    }

    /** On numbers. */
    public Tcn(int width, int levels, int kernel) {
        this(width, levels, kernel, null, null);
    }

    public Tcn() {
        this(32, 4, 3);
    }

    @Override
    public Network build(Shape input, int classes) {
        return build(input, Shape.vector(classes));
    }

    @Override
    public Network build(Shape input, Shape output) {
        Embedding tokens = Sequences.tokens(embedding, vocabulary, output);
        NetworkBuilder network = Sequences.begin("tcn", input, tokens, width, new Initialization.HeNormal());
        for (int level = 1; level <= levels; level++) {
            block(network, "block" + level, 1 << (level - 1));
        }
        return Sequences.end(network, output);
    }

    private void block(NetworkBuilder network, String name, int dilation) {
        String entry = network.last();
        int channels = network.shape().channels();
        causal(network, name + "-conv1", dilation);
        causal(network, name + "-conv2", dilation);
        if (channels == width) {
            network.add(name, entry);
        } else {
            String residual = network.last();
            network.from(entry)
                    .conv(name + "-projection", width, 1, 1, 0, Bias.PRESENT)
                    .add(name, residual);
        }
        network.activation("relu", new Relu());
    }

    /** It sees the steps before, and zeros in front of the first. */
    private void causal(NetworkBuilder network, String name, int dilation) {
        Window.Side steps = new Window.Side(kernel, 1, dilation, (kernel - 1) * dilation, 0);
        Window window = new Window(new Window.Side(1, 1, 1, 0, 0), steps);
        network.image(name, new Conv(network.shape().channels(), width, window, 1, Bias.PRESENT))
                .activation("relu", new Relu());
    }

    @Override
    public Tcn scaled(double factor) {
        return new Tcn(
                NetworkFamily.scaled(width, factor), levels, kernel, Sequences.scaled(embedding, factor), vocabulary);
    }
}
