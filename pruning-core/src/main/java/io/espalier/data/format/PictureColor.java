package io.espalier.data.format;

/** Which planes a picture is read as. */
public enum PictureColor {
    /** One plane of grey: that of a grey picture, or the luma of a coloured one, 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601). */
    GREY(1) {
        @Override
        double level(PictureSamples samples, int plane, int x, int y) {
            return (299 * samples.level(0, x, y) + 587 * samples.level(1, x, y) + 114 * samples.level(2, x, y)) / 1000;
        }
    },
    /** Red, green and blue, which are the same in a grey picture. */
    RGB(3) {
        @Override
        double level(PictureSamples samples, int plane, int x, int y) {
            return samples.level(plane, x, y);
        }
    };

    private final int planes;

    PictureColor(int planes) {
        this.planes = planes;
    }

    int planes() {
        return planes;
    }

    abstract double level(PictureSamples samples, int plane, int x, int y);
}
