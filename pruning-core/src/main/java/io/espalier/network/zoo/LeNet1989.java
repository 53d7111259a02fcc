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
import io.espalier.network.op.Tanh;

/**
 * The first network trained on handwritten digits end to end (LeCun et al. 1989): two convolutions of 12 filters of 5x5
 * with stride 2, then 30 units, all tanh. Its second layer reads 8 of 12 maps and its biases are one to a position; here
 * filters read all maps and have one bias. 10,024 parameters on 1x16x16 with 10 classes. Weights start as Glorot and
 * Bengio.
 *
 * @param scale factor on every hidden width
 */
@Name("lenet-1989")
public record LeNet1989(@Default("1.0") double scale) implements NetworkFamily {
    public LeNet1989 {
        check(scale > 0 && scale <= 1, "scale", scale, "be in (0, 1]");
    }

    public LeNet1989() {
        this(1);
    }

    @Override
    public Network build(Shape input, int classes) {
        return new NetworkBuilder("lenet-1989", input, new Initialization.GlorotNormal())
                .conv("conv1", NetworkFamily.scaled(12, scale), 5, 2, 2, Bias.PRESENT)
                .activation("tanh", new Tanh())
                .conv("conv2", NetworkFamily.scaled(12, scale), 5, 2, 2, Bias.PRESENT)
                .activation("tanh", new Tanh())
                .gemm("fc1", NetworkFamily.scaled(30, scale))
                .activation("tanh", new Tanh())
                .gemm("fc2", classes)
                .build();
    }

    @Override
    public LeNet1989 scaled(double width) {
        return new LeNet1989(scale * width);
    }
}
