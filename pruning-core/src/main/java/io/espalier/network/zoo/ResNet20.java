package io.espalier.network.zoo;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Shape;

/**
 * ResNet-20 for small images: {@link ResidualStages} with three blocks per stage; 272,474 parameters at width 16 on 3x32x32
 * with 10 classes.
 *
 * @param width filters of the first stage; the second has twice and the third four times as many
 */
@Name("resnet-20")
public record ResNet20(@Default("16") int width) implements NetworkFamily {
    public ResNet20 {
        check(width >= 1, "width", width, "be at least 1");
    }

    public ResNet20() {
        this(16);
    }

    @Override
    public Network build(Shape input, int classes) {
        return ResidualStages.build("resnet-20", 3, width, input, classes);
    }

    @Override
    public ResNet20 scaled(double factor) {
        return new ResNet20(NetworkFamily.scaled(width, factor));
    }
}
