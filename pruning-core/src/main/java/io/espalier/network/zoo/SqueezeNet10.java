package io.espalier.network.zoo;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Shape;
import java.util.Set;

/**
 * SqueezeNet 1.0, after <a href="https://arxiv.org/abs/1602.07360">Iandola et al. 2016</a>: eight fire modules, no fully
 * connected layer. 1,248,424 parameters and 818,924,576 MACs on 3x224x224 with 1,000 classes.
 *
 * @param scale factor on every number of filters
 */
@Name("squeezenet-1.0")
public record SqueezeNet10(@Default("1.0") double scale) implements NetworkFamily {
    public SqueezeNet10 {
        check(scale > 0 && scale <= 1, "scale", scale, "be in (0, 1]");
    }

    public SqueezeNet10() {
        this(1);
    }

    @Override
    public Network build(Shape input, int classes) {
        return new FireModules("squeezenet-1.0", 96, 7, Set.of(4, 8), scale).build(input, classes);
    }

    @Override
    public SqueezeNet10 scaled(double factor) {
        return new SqueezeNet10(scale * factor);
    }
}
