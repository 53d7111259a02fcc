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
 * LeNet-5 as Caffe ships it, the usual benchmark of pruning papers: 20 and 50 filters of 5x5 without padding, each
 * halved by max pooling and without nonlinearity of its own, then 500 ReLU units. 431,080 parameters and 2,293,000 MACs
 * on 1x28x28; inputs need at least 16 rows and columns. Weights start as Glorot and Bengio.
 *
 * @param scale factor on every hidden width
 */
@Name("lenet-5-caffe")
public record LeNet5Caffe(@Default("1.0") double scale) implements NetworkFamily {
    public LeNet5Caffe {
        check(scale > 0 && scale <= 1, "scale", scale, "be in (0, 1]");
    }

    public LeNet5Caffe() {
        this(1);
    }

    @Override
    public Network build(Shape input, int classes) {
        return new NetworkBuilder("lenet-5-caffe", input, new Initialization.GlorotNormal())
                .conv("conv1", NetworkFamily.scaled(20, scale), 5, 1, 0, Bias.PRESENT)
                .halve()
                .conv("conv2", NetworkFamily.scaled(50, scale), 5, 1, 0, Bias.PRESENT)
                .halve()
                .gemm("fc1", NetworkFamily.scaled(500, scale))
                .relu()
                .gemm("fc2", classes)
                .build();
    }

    @Override
    public LeNet5Caffe scaled(double width) {
        return new LeNet5Caffe(scale * width);
    }
}
