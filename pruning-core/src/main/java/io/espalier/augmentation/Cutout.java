package io.espalier.augmentation;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.op.Shape;

/**
 * Sets a square around a random pixel to zero in all channels, as far as it lies in the image (DeVries and Taylor 2017,
 * arXiv:1708.04552).
 *
 * @param size side of the square in pixels
 */
public record Cutout(@Default("16") int size) implements Augmentation {
    public Cutout {
        check(size >= 1, "size", size, "be at least 1");
    }

    public Cutout() {
        this(16);
    }

    @Override
    public OfExample begin(Shape shape) {
        Augmentation.requireImages(shape);
        return (features, key) -> {
            int top = key.index(0, shape.height()) - size / 2;
            int left = key.index(1, shape.width()) - size / 2;
            for (int i = 0; i < features.length; i++) {
                int y = i / shape.width() % shape.height() - top;
                int x = i % shape.width() - left;
                features[i] = y >= 0 && y < size && x >= 0 && x < size ? 0 : features[i];
            }
        };
    }
}
