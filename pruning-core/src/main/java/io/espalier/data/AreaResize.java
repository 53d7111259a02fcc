package io.espalier.data;

import io.espalier.network.op.Shape;
import java.io.IOException;

/** Images at another size: each new pixel is the mean over the area that it covers, so the mean of the image stays. */
public final class AreaResize {
    private final Shape from;
    private final Shape to;

    /** Of images of one shape to as many channels of another height and width. */
    public AreaResize(Shape from, int height, int width) {
        this.from = from;
        this.to = new Shape(from.channels(), height, width);
    }

    /** What {@link #apply} gives images of. */
    public Shape shape() {
        return to;
    }

    /** One image, plane by plane and row by row. */
    public float[] apply(float[] pixels) {
        float[] resized = new float[to.elements()];
        resize(pixels, resized, from.channels());
        return resized;
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
        AreaResize mean = new AreaResize(from, side, side);
        long pixels = (long) data.size() * mean.to.elements();
        if (pixels > Integer.MAX_VALUE) {
            throw new IOException(
                    "Cannot resize the data: it would have " + pixels + " pixels (must be fewer than 2^31)");
        }
        float[] resized = new float[(int) pixels];
        mean.resize(data.features(), resized, data.size() * from.channels());
        return new Dataset(mean.to, data.targets(), resized);
    }

    private void resize(float[] pixels, float[] resized, int planes) {
        for (int plane = 0; plane < planes; plane++) {
            resize(pixels, plane * from.positions(), resized, plane * to.positions());
        }
    }

    private void resize(float[] pixels, int first, float[] resized, int firstResized) {
        double[] column = new double[from.height()];
        for (int x = 0; x < to.width(); x++) {
            for (int row = 0; row < from.height(); row++) {
                column[row] = mean(row(pixels, first + row * from.width()), x, from.width(), to.width());
            }
            for (int y = 0; y < to.height(); y++) {
                resized[firstResized + y * to.width() + x] =
                        (float) mean(i -> column[i], y, from.height(), to.height());
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

    /** The mean over the new pixel {@code i} of {@code count} along a line of {@code length} old ones. */
    private static double mean(Line line, int i, int length, int count) {
        double start = (double) i * length / count;
        double end = (double) (i + 1) * length / count;
        double sum = 0;
        for (int old = (int) start; old < end; old++) {
            sum += line.at(old) * (Math.min(end, old + 1) - Math.max(start, old));
        }
        return sum / (end - start);
    }
}
