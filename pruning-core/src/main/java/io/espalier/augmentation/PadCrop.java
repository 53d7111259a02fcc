package io.espalier.augmentation;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;

/**
 * Pads an image by zeros on all sides and crops its size out of that at a random place: a shift by up to so many pixels along
 * both axes (He et al. 2016, arXiv:1512.03385).
 *
 * @param pixels of padding on each side
 */
public record PadCrop(@Default("4") int pixels) implements Augmentation {
    public PadCrop {
        check(pixels >= 1, "pixels", pixels, "be at least 1");
    }

    public PadCrop() {
        this(4);
    }

    @Override
    public OfExample begin(Shape shape) {
        Augmentation.requireImages(shape);
        return (features, key) -> shift(features, shape, offset(key, 0), offset(key, 1));
    }

    private int offset(RandomKey key, int axis) {
        return key.index(axis, 2 * pixels + 1) - pixels;
    }

    private static void shift(float[] features, Shape shape, int down, int right) {
        float[] before = features.clone();
        for (int i = 0; i < features.length; i++) {
            int y = i / shape.width() % shape.height() + down;
            int x = i % shape.width() + right;
            boolean isInside = y >= 0 && y < shape.height() && x >= 0 && x < shape.width();
            features[i] = isInside ? before[i + down * shape.width() + right] : 0;
        }
    }
}
