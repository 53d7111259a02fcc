package io.espalier.network.zoo;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Shape;
import java.util.Set;

/**
 * SqueezeNet 1.1, after <a href="https://arxiv.org/abs/1602.07360">Iandola et al. 2016</a>: eight fire modules, no fully
 * connected layer. 1,235,496 parameters and 349,151,936 MACs on 3x224x224 with 1,000 classes.
 *
 * @param scale factor on every number of filters
 */
@Name("squeezenet-1.1")
public record SqueezeNet11(@Default("1.0") double scale) implements NetworkFamily {
    public SqueezeNet11 {
        check(scale > 0 && scale <= 1, "scale", scale, "be in (0, 1]");
    }

    public SqueezeNet11() {
        this(1);
    }

    @Override
    public Network build(Shape input, int classes) {
        return new FireModules("squeezenet-1.1", 64, 3, Set.of(3, 5), scale).build(input, classes);
    }

    @Override
    public SqueezeNet11 scaled(double factor) {
        return new SqueezeNet11(scale * factor);
    }
}
