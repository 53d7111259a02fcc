package io.espalier.network.zoo;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.AveragePool;
import io.espalier.network.op.Concat;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Shape;

/**
 * DenseNet-BC for small images, after <a href="https://arxiv.org/abs/1608.06993">Huang et al. 2017</a>: three dense blocks,
 * between which a 1x1 convolution halves the channels and a pool halves the sides. A layer of a block is norm, ReLU, 1x1
 * convolution of 4 {@code growth} filters, norm, ReLU, 3x3 convolution of {@code growth} filters, whose channels are put
 * behind the input's. 769,162 parameters at depth 100 and growth 12 with 10 classes, as published (0.8 million). Weights
 * start as He et al. 2015.
 *
 * @param depth 6 times the layers of a block, and 4
 * @param growth channels that each layer adds
 * @param stem filters of the first convolution
 */
@Name("densenet-small")
public record DenseNetSmall(
        @Default("40") int depth,
        @Default("12") int growth,
        @Default("24") int stem) implements NetworkFamily {
    private static final int BLOCKS = 3;

    public DenseNetSmall {
        check(depth >= 10 && (depth - 4) % 6 == 0, "depth", depth, "be 6 n + 4: 10, 16, 22, ...");
        check(growth >= 1, "growth", growth, "be at least 1");
        check(stem >= 1, "stem", stem, "be at least 1");
    }

    public DenseNetSmall() {
        this(40, 12, 24);
    }

    @Override
    public Network build(Shape input, int classes) {
        NetworkBuilder network = new NetworkBuilder("densenet-small", input, new Initialization.HeNormal());
        network.conv("stem", stem, 3, 1, 1, Bias.ABSENT);
        for (int block = 1; block <= BLOCKS; block++) {
            for (int layer = 1; layer <= (depth - 4) / 6; layer++) {
                layer(network, "block" + block + "-layer" + layer);
            }
            if (block < BLOCKS) {
                transition(network, "transition" + block);
            }
        }
        return network.batchNormalization()
                .relu()
                .globalAveragePool()
                .gemm("fc", classes)
                .build();
    }

    private void layer(NetworkBuilder network, String name) {
        String entry = network.last();
        network.batchNormalization().relu();
        network.conv(name + "-bottleneck", 4 * growth, 1, 1, 0, Bias.ABSENT)
                .batchNormalization()
                .relu();
        String added =
                network.conv(name + "-conv", growth, 3, 1, 1, Bias.ABSENT).last();
        network.from(entry).image(name, new Concat(), added);
    }

    private static void transition(NetworkBuilder network, String name) {
        network.batchNormalization().relu();
        network.conv(name, Math.max(1, network.shape().channels() / 2), 1, 1, 0, Bias.ABSENT);
        network.image(name + "-pool", new AveragePool(2, 2));
    }

    @Override
    public DenseNetSmall scaled(double factor) {
        return new DenseNetSmall(depth, NetworkFamily.scaled(growth, factor), NetworkFamily.scaled(stem, factor));
    }
}
