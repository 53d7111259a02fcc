package io.espalier.data;

import io.espalier.network.op.Shape;
import java.io.IOException;

/** Images at another size: each new pixel is the mean over the area that it covers, so the mean of the image stays. */
final class AreaResize {
    private final Shape from;
    private final int side;

    private AreaResize(Shape from, int side) {
        this.from = from;
        this.side = side;
    }

    /**
     * The same examples with {@code side} rows and columns.
     *
     * @throws IOException if they have no rows and columns
     */
    static Dataset resize(Dataset data, int side) throws IOException {
        Shape from = data.shape();
        if (from.positions() == 1) {
            throw new IOException("Cannot resize the data: the examples are not images, they are " + from);
        }
        AreaResize mean = new AreaResize(from, side);
        Shape to = new Shape(from.channels(), side, side);
        long pixels = (long) data.size() * to.elements();
        if (pixels > Integer.MAX_VALUE) {
            throw new IOException(
                    "Cannot resize the data: it would have " + pixels + " pixels (must be fewer than 2^31)");
        }
        float[] resized = new float[(int) pixels];
        for (int plane = 0; plane < data.size() * from.channels(); plane++) {
            mean.resize(data.features(), plane * from.positions(), resized, plane * to.positions());
        }
        return new Dataset(to, data.targets(), resized);
    }

    private void resize(float[] pixels, int first, float[] resized, int firstResized) {
        double[] column = new double[from.height()];
        for (int x = 0; x < side; x++) {
            for (int row = 0; row < from.height(); row++) {
                column[row] = mean(row(pixels, first + row * from.width()), x, from.width());
            }
            for (int y = 0; y < side; y++) {
                resized[firstResized + y * side + x] = (float) mean(i -> column[i], y, from.height());
            }
        }
    }

    private static Line row(float[] pixels, int start) {
        return i -> pixels[start + i];
    }

    /** Pixels along one direction. */
    @FunctionalInterface
    private interface Line {
        double at(int i);
    }

    /** The mean over the new pixel {@code i} of a line of {@code length} old ones. */
    private double mean(Line line, int i, int length) {
        double start = (double) i * length / side;
        double end = (double) (i + 1) * length / side;
        double sum = 0;
        for (int old = (int) start; old < end; old++) {
            sum += line.at(old) * (Math.min(end, old + 1) - Math.max(start, old));
        }
        return sum / (end - start);
    }
}
