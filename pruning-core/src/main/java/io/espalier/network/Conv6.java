package io.espalier.network;

import static io.espalier.schema.InvalidValueException.check;

import io.espalier.schema.Default;
import io.espalier.schema.Name;

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
