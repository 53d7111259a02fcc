package io.espalier.network.zoo;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Shape;

/**
 * Conv-4 (Frankle and Carbin 2019): two pairs of {@link PairedConvolutions}. 2,425,024 weights and 98,306,560 MACs
 * on 3x32x32 with 10 classes; inputs need at least 4 rows and columns.
 *
 * @param scale factor on every hidden width
 */
@Name("conv-4")
public record Conv4(@Default("1.0") double scale) implements NetworkFamily {
    public Conv4 {
        check(scale > 0 && scale <= 1, "scale", scale, "be in (0, 1]");
    }

    public Conv4() {
        this(1);
    }

    @Override
    public Network build(Shape input, int classes) {
        return PairedConvolutions.build("conv-4", 2, scale, input, classes);
    }

    @Override
    public Conv4 scaled(double width) {
        return new Conv4(scale * width);
    }
}
