package io.espalier.network.op;

/**
 * A window that slides over height and width.
 *
 * @param height how it lies and moves along the height
 * @param width the same along the width
 */
public record Window(Side height, Side width) {
    /**
     * One side of a window.
     *
     * @param kernel positions that it reads
     * @param stride positions from one place of it to the next
     * @param dilation positions from one that it reads to the next
     * @param before positions that the input is widened by in front
     * @param after the same behind
     */
    public record Side(int kernel, int stride, int dilation, int before, int after) {
        public Side {
            if (kernel < 1 || stride < 1 || dilation < 1 || before < 0 || after < 0) {
                throw new IllegalArgumentException("Invalid window: kernel " + kernel + ", stride " + stride
                        + ", dilation " + dilation + " and padding " + before + " and " + after
                        + " (must be positive, padding not negative)");
            }
        }

        /** Positions from the first that it reads to the last. */
        public int reach() {
            return (kernel - 1) * dilation + 1;
        }

        /** How many places it has on a length. */
        int places(int length) {
            return Math.floorDiv(length + before + after - reach(), stride) + 1;
        }

        private boolean readsInside() {
            return before < kernel && after < kernel && dilation == 1;
        }

        /** Whether there is a place for each position, which reads up to it and none behind. */
        boolean isCausal() {
            return stride == 1 && after == 0 && before == reach() - 1;
        }

        private boolean isPadded() {
            return before > 0 || after > 0;
        }
    }

    /** As wide as high, moved alike, with equal padding on all sides. */
    public static Window square(int kernel, int stride, int padding) {
        Side side = new Side(kernel, stride, 1, padding, padding);
        return new Window(side, side);
    }

    /** The shape of so many channels with a number for each place of the window. */
    Shape output(int channels, Shape in) {
        return new Shape(channels, height.places(in.height()), width.places(in.width()));
    }

    /** Positions that it reads. */
    public int taps() {
        return height.kernel * width.kernel;
    }

    /** Whether the input is widened at all. */
    public boolean isPadded() {
        return height.isPadded() || width.isPadded();
    }

    /** Whether the input is widened in front as much as behind. */
    public boolean isSymmetric() {
        return height.before == height.after && width.before == width.after;
    }

    /** @throws IllegalArgumentException if it may lie in the padding alone, or has dilations */
    void requireReadingInside() {
        if (!height.readsInside() || !width.readsInside()) {
            throw new IllegalArgumentException(
                    "Invalid window: " + this + " (must have less padding than kernel, and no dilations)");
        }
    }

    /** Whether it reads one position at each place, and widens nothing. */
    public boolean isPoint() {
        return taps() == 1 && !isPadded();
    }

    /**
     * A side of a square window.
     *
     * @throws IllegalArgumentException if the sides differ, are dilated, or are padded in front otherwise than behind
     */
    Side onlySide() {
        if (!height.equals(width) || height.dilation > 1 || height.before != height.after) {
            throw new IllegalArgumentException("Cannot take " + this
                    + " here (must be square, without dilation, equally padded" + " on all sides)");
        }
        return height;
    }

    /**
     * The same where nothing is padded.
     *
     * @throws IllegalArgumentException if it is padded, too
     */
    Side onlySideOfUnpadded() {
        if (isPadded()) {
            throw new IllegalArgumentException("Cannot take " + this + " here (must have no padding)");
        }
        return onlySide();
    }

    @Override
    public String toString() {
        return "a window of " + height.kernel + "x" + width.kernel;
    }
}
