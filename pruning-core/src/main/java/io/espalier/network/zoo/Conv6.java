package io.espalier.network.zoo;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Shape;

/**
 * Conv-6 (Frankle and Carbin 2019): three pairs of {@link PairedConvolutions}. 2,261,184 weights and 153,881,088 MACs
 * on 3x32x32 with 10 classes; inputs need at least 8 rows and columns.
 *
 * @param scale factor on every hidden width
 */
@Name("conv-6")
public record Conv6(@Default("1.0") double scale) implements NetworkFamily {
    public Conv6 {
        check(scale > 0 && scale <= 1, "scale", scale, "be in (0, 1]");
    }

    public Conv6() {
        this(1);
    }

    @Override
    public Network build(Shape input, int classes) {
        return PairedConvolutions.build("conv-6", 3, scale, input, classes);
    }

    @Override
    public Conv6 scaled(double width) {
        return new Conv6(scale * width);
    }
}
