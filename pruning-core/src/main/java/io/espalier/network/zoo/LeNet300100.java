package io.espalier.network.zoo;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Shape;
import java.util.List;

/**
 * LeNet-300-100 (LeCun et al. 1998): two hidden ReLU layers; 266,610 parameters on 28x28 digits. Weights start as Glorot
 * and Bengio, as for the lottery tickets of Frankle and Carbin 2019.
 *
 * @param scale factor on every hidden width
 */
@Name("lenet-300-100")
public record LeNet300100(@Default("1.0") double scale) implements NetworkFamily {
    public LeNet300100 {
        check(scale > 0 && scale <= 1, "scale", scale, "be in (0, 1]");
    }

    public LeNet300100() {
        this(1);
    }

    @Override
    public Network build(Shape input, int classes) {
        return new Mlp(List.of(300, 100), Mlp.Activation.RELU)
                .scaled(scale)
                .build("lenet-300-100", input, classes, new Initialization.GlorotNormal());
    }

    @Override
    public LeNet300100 scaled(double width) {
        return new LeNet300100(scale * width);
    }
}
