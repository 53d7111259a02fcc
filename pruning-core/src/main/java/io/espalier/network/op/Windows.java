package io.espalier.network.op;

/** Square windows that slide over an image. */
final class Windows {
    private Windows() {}

    /** How many windows fit one behind another into a length. */
    static int count(int length, int kernel, int stride) {
        return Math.floorDiv(length - kernel, stride) + 1;
    }

    /** The shape of one number for each channel and window. */
    static Shape pooled(Shape in, int kernel, int stride) {
        return new Shape(in.channels(), count(in.height(), kernel, stride), count(in.width(), kernel, stride));
    }
}
