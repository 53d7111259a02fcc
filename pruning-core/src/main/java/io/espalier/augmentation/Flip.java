package io.espalier.augmentation;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.op.Shape;

/**
 * Mirrors an image from left to right, with a probability (He et al. 2016, arXiv:1512.03385). Of no use where left and right
 * mean something, as in digits.
 *
 * @param probability that an image is mirrored
 */
public record Flip(@Default("0.5") double probability) implements Augmentation {
    public Flip {
        check(probability > 0 && probability <= 1, "probability", probability, "be above 0 and at most 1");
    }

    public Flip() {
        this(0.5);
    }

    @Override
    public OfExample begin(Shape shape) {
        if (shape.width() == 1) {
            throw new IllegalArgumentException("the examples have no columns, they are " + shape);
        }
        return (features, key) -> {
            if (key.uniform(0) < probability) {
                mirror(features, shape.width());
            }
        };
    }

    private static void mirror(float[] features, int width) {
        for (int row = 0; row < features.length; row += width) {
            for (int x = 0; x < width / 2; x++) {
                float left = features[row + x];
                features[row + x] = features[row + width - 1 - x];
                features[row + width - 1 - x] = left;
            }
        }
    }
}
