package io.espalier.network.zoo;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Shape;

/**
 * Conv-2 (Frankle and Carbin 2019): one pair of {@link PairedConvolutions}. 4,300,992 weights and 43,780,608 MACs
 * on 3x32x32 with 10 classes; inputs need at least 2 rows and columns.
 *
 * @param scale factor on every hidden width
 */
@Name("conv-2")
public record Conv2(@Default("1.0") double scale) implements NetworkFamily {
    public Conv2 {
        check(scale > 0 && scale <= 1, "scale", scale, "be in (0, 1]");
    }

    public Conv2() {
        this(1);
    }

    @Override
    public Network build(Shape input, int classes) {
        return PairedConvolutions.build("conv-2", 1, scale, input, classes);
    }

    @Override
    public Conv2 scaled(double width) {
        return new Conv2(scale * width);
    }
}
