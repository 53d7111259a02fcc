package io.espalier.network.zoo;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Shape;

/**
 * A small VGG with batch normalisation, after Simonyan and Zisserman 2015: 3x3 convolutions of 32, 32, 64, 64 and 128
 * filters, max pooling behind the second, fourth and fifth, then the mean over positions and one fully connected layer.
 * The mean instead of VGG's wide fully connected layers leaves almost all weights in filters. Inputs need at least 8
 * rows and columns. Weights start as He et al.
 *
 * @param scale factor on every hidden width
 * @param gamma initial scale of batch norms
 */
@Name("vgg-small")
public record VggSmall(
        @Default("1.0") double scale, @Default("1.0") double gamma) implements NetworkFamily {
    public VggSmall {
        check(scale > 0 && scale <= 1, "scale", scale, "be in (0, 1]");
        check(gamma > 0 && Double.isFinite(gamma), "gamma", gamma, "be above 0");
    }

    public VggSmall() {
        this(1, 1);
    }

    @Override
    public Network build(Shape input, int classes) {
        NetworkBuilder network = new NetworkBuilder("vgg-small", input, new Initialization.HeNormal());
        conv(network, "conv1", 32);
        conv(network, "conv2", 32).halve();
        conv(network, "conv3", 64);
        conv(network, "conv4", 64).halve();
        conv(network, "conv5", 128).halve();
        return network.globalAveragePool().gemm("fc", classes).build();
    }

    private NetworkBuilder conv(NetworkBuilder network, String name, int filters) {
        return network.conv(name, NetworkFamily.scaled(filters, scale), 3, 1, 1, Bias.ABSENT)
                .batchNormalization(gamma)
                .relu();
    }

    @Override
    public VggSmall scaled(double width) {
        return new VggSmall(scale * width, gamma);
    }
}
