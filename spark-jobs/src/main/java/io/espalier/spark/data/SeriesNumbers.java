package io.espalier.spark.data;

import io.espalier.network.op.Shape;
import java.util.List;

/**
 * The numbers of series that were padded to one length.
 *
 * @param channels of each series
 * @param steps of the longest
 */
record SeriesNumbers(List<Series> series, int channels, int steps, Padding padding, PaddingMask mask) {
    Shape shape() {
        return new Shape(mask == PaddingMask.CHANNEL ? channels + 1 : channels, 1, steps);
    }

    boolean isMask(int channel) {
        return channel == channels;
    }

    /** Number {@code i} of a series, channel by channel. */
    double at(int row, int i) {
        Series of = series.get(row);
        int step = i % steps - padding.start(of.steps(), steps);
        int channel = i / steps;
        if (step < 0 || step >= of.steps()) {
            return 0;
        }
        return isMask(channel) ? 1 : of.channels()[channel][step];
    }
}
