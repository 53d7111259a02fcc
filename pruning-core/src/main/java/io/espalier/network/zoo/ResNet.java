package io.espalier.network.zoo;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Shape;

/**
 * ResNet for small images of any depth, after <a href="https://arxiv.org/abs/1512.03385">He et al. 2016</a>, section 4.2, as
 * {@code resnet-20} is; 855,770 parameters at depth 56 on 3x32x32 with 10 classes.
 *
 * @param depth 6 times the blocks of a stage, and 2
 * @param width filters of the first stage; the second has twice and the third four times as many
 */
@Name("resnet-n")
public record ResNet(
        @Default("56") int depth, @Default("16") int width) implements NetworkFamily {
    public ResNet {
        check(depth >= 8 && (depth - 2) % 6 == 0, "depth", depth, "be 6 n + 2: 8, 14, 20, ...");
        check(width >= 1, "width", width, "be at least 1");
    }

    public ResNet() {
        this(56, 16);
    }

    @Override
    public Network build(Shape input, int classes) {
        return ResidualStages.build("resnet-" + depth, (depth - 2) / 6, width, input, classes);
    }

    @Override
    public ResNet scaled(double factor) {
        return new ResNet(depth, NetworkFamily.scaled(width, factor));
    }
}
