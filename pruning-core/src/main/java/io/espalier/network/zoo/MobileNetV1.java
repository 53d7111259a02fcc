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
import io.espalier.network.op.Shape;
import java.util.List;

/**
 * MobileNet, after <a href="https://arxiv.org/abs/1704.04861">Howard et al. 2017</a>: a 3x3 convolution with stride 2, 13
 * pairs of a depthwise 3x3 and a 1x1 convolution, each with batch norm and ReLU, then the mean over positions and one fully
 * connected layer. 4,231,976 parameters and 568,740,352 MACs on 3x224x224 with 1,000 classes. Its resolution is that of the
 * data. Weights start as He et al. 2015.
 *
 * @param width factor on every number of filters
 */
@Name("mobilenet-v1")
public record MobileNetV1(@Default("1.0") double width) implements NetworkFamily {
    /** Filters of a pair's 1x1 convolution, and the stride of its depthwise one. */
    private record Pair(int filters, int stride) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair(64, 1),
            new Pair(128, 2),
            new Pair(128, 1),
            new Pair(256, 2),
            new Pair(256, 1),
            new Pair(512, 2),
            new Pair(512, 1),
            new Pair(512, 1),
            new Pair(512, 1),
            new Pair(512, 1),
            new Pair(512, 1),
            new Pair(1024, 2),
            new Pair(1024, 1));

    public MobileNetV1 {
        check(width > 0 && width <= 1, "width", width, "be in (0, 1]");
    }

    public MobileNetV1() {
        this(1);
    }

    @Override
    public Network build(Shape input, int classes) {
        NetworkBuilder network = new NetworkBuilder("mobilenet-v1", input, new Initialization.HeNormal());
        network.conv("stem", NetworkFamily.scaled(32, width), 3, 2, 1, Bias.ABSENT)
                .batchNormalization()
                .relu();
        for (int i = 0; i < PAIRS.size(); i++) {
            pair(network, "block" + (i + 1), PAIRS.get(i));
        }
        return network.globalAveragePool().gemm("fc", classes).build();
    }

    private void pair(NetworkBuilder network, String name, Pair pair) {
        int channels = network.shape().channels();
        network.image(name + "-depthwise", new Conv(channels, channels, 3, pair.stride, 1, channels, Bias.ABSENT))
                .batchNormalization()
                .relu();
        network.conv(name + "-pointwise", NetworkFamily.scaled(pair.filters, width), 1, 1, 0, Bias.ABSENT)
                .batchNormalization()
                .relu();
    }

    @Override
    public MobileNetV1 scaled(double factor) {
        return new MobileNetV1(width * factor);
    }
}
