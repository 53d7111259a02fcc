package io.espalier.engine.torch.op;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Window;
import io.espalier.network.op.Window.Side;

/**
 * A window as libtorch takes it, which pads in front as much as behind, pools by half a kernel at most.
 *
 * @param padding what is left to libtorch
 */
record Sliding(Window window, Shape padding) {
    private static final Shape NONE = Operands.square(0);

    static Sliding ofConvolution(Window window) {
        return new Sliding(window, window.isSymmetric() ? front(window) : NONE);
    }

    static Sliding ofPool(Window window) {
        boolean small = isSmall(window.height()) && isSmall(window.width());
        return new Sliding(window, window.isSymmetric() && small ? front(window) : NONE);
    }

    private static boolean isSmall(Side side) {
        return side.before() <= side.kernel() / 2;
    }

    private static Shape front(Window window) {
        return new Shape(window.height().before(), window.width().before());
    }

    /** The input, widened by a number where libtorch is left nothing to widen. */
    PtNDArray padded(PtNDArray x, double number) {
        if (!window.isPadded() || !padding.equals(NONE)) {
            return x;
        }
        long[] sides = {
            window.width().before(), window.width().after(),
            window.height().before(), window.height().after()
        };
        return JniUtils.pad(x, sides, number);
    }

    Shape kernel() {
        return new Shape(window.height().kernel(), window.width().kernel());
    }

    Shape strides() {
        return new Shape(window.height().stride(), window.width().stride());
    }

    Shape dilations() {
        return new Shape(window.height().dilation(), window.width().dilation());
    }
}
