package io.espalier.network.zoo;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Clip;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Shape;
import java.util.List;

/**
 * MobileNetV2 for small images, after <a href="https://arxiv.org/abs/1801.04381">Sandler et al. 2018</a>: its inverted
 * residual blocks, the first two strides of 2 being 1. 2,236,682 parameters and 87,976,448 MACs at width 1 on 3x32x32 with 10 classes. Weights start as He
 * et al. 2015.
 *
 * @param width factor on every number of filters
 */
@Name("mobilenet-v2-small")
public record MobileNetV2Small(@Default("1.0") double width) implements NetworkFamily {
    private static final Clip RELU6 = new Clip(0, 6);
    private static final List<Stage> STAGES = List.of(
            new Stage(1, 16, 1, 1),
            new Stage(6, 24, 2, 1),
            new Stage(6, 32, 3, 2),
            new Stage(6, 64, 4, 2),
            new Stage(6, 96, 3, 1),
            new Stage(6, 160, 3, 2),
            new Stage(6, 320, 1, 1));

    /** Blocks that widen their input by a factor, filter it channel by channel and narrow it to so many channels. */
    private record Stage(int expansion, int channels, int blocks, int stride) {}

    public MobileNetV2Small {
        check(width > 0 && width <= 1, "width", width, "be in (0, 1]");
    }

    public MobileNetV2Small() {
        this(1);
    }

    @Override
    public Network build(Shape input, int classes) {
        NetworkBuilder network = new NetworkBuilder("mobilenet-v2-small", input, new Initialization.HeNormal());
        conv(network, "stem", NetworkFamily.scaled(32, width), 3).activation("relu6", RELU6);
        for (int stage = 0; stage < STAGES.size(); stage++) {
            Stage own = STAGES.get(stage);
            for (int block = 1; block <= own.blocks; block++) {
                block(network, "stage" + (stage + 1) + "-block" + block, own, block == 1 ? own.stride : 1);
            }
        }
        conv(network, "head", NetworkFamily.scaled(1280, width), 1).activation("relu6", RELU6);
        return network.globalAveragePool().gemm("fc", classes).build();
    }

    private void block(NetworkBuilder network, String name, Stage stage, int stride) {
        String entry = network.last();
        int channels = network.shape().channels();
        if (stage.expansion > 1) {
            conv(network, name + "-expand", channels * stage.expansion, 1).activation("relu6", RELU6);
        }
        int wide = network.shape().channels();
        network.image(name + "-depthwise", new Conv(wide, wide, 3, stride, 1, wide, Bias.ABSENT))
                .batchNormalization()
                .activation("relu6", RELU6);
        int narrow = NetworkFamily.scaled(stage.channels, width);
        conv(network, name + "-project", narrow, 1);
        if (stride == 1 && narrow == channels) {
            network.add(name, entry);
        }
    }

    private static NetworkBuilder conv(NetworkBuilder network, String name, int filters, int kernel) {
        return network.conv(name, filters, kernel, 1, kernel / 2, Bias.ABSENT).batchNormalization();
    }

    @Override
    public MobileNetV2Small scaled(double factor) {
        return new MobileNetV2Small(width * factor);
    }
}
