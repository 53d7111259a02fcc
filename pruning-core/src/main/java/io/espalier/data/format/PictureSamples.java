package io.espalier.data.format;

import java.awt.image.Raster;

/** Grey or red, green and blue, each with or without alpha behind them, as levels in 0..255. */
record PictureSamples(Raster raster) {
    private static final double LARGEST = 255;

    /** Red, green or blue, which are the same in a grey picture. */
    double level(int band, int x, int y) {
        return levelOf(isGrey() ? 0 : band, x, y);
    }

    private boolean isGrey() {
        return raster.getNumBands() < 3;
    }

    private boolean hasAlpha() {
        return raster.getNumBands() % 2 == 0;
    }

    boolean isTransparent() {
        int alpha = raster.getNumBands() - 1;
        for (int i = 0; hasAlpha() && i < raster.getWidth() * raster.getHeight(); i++) {
            if (levelOf(alpha, i % raster.getWidth(), i / raster.getWidth()) < LARGEST) {
                return true;
            }
        }
        return false;
    }

    private double levelOf(int band, int x, int y) {
        int most = (1 << raster.getSampleModel().getSampleSize(band)) - 1;
        return raster.getSample(x, y, band) * LARGEST / most;
    }
}
