package io.espalier.data.source;

import io.espalier.data.Dataset;
import io.espalier.data.Examples;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;

/**
 * Points drawn from noisy curves in the plane, one curve a class: toy problems whose classes no line can part. As many
 * to train on as there are in the standard test set, all from counter-based random numbers.
 */
final class PlanePoints {
    private PlanePoints() {}

    /** A class's curve. */
    @FunctionalInterface
    interface Curve {
        /** The point (x, y) at {@code t} in [0, 1) of the curve of class {@code label}. */
        double[] at(int label, double t);
    }

    /**
     * @param noise standard deviation of the normal noise on each coordinate
     */
    static Examples draw(Curve curve, int classes, int perClass, double noise, long seed) {
        RandomKey key = RandomKey.of(seed).with("plane");
        return new Examples(
                draw(curve, classes, perClass, noise, key.with("train")),
                draw(curve, classes, perClass, noise, key.with("test")));
    }

    private static Dataset draw(Curve curve, int classes, int perClass, double noise, RandomKey key) {
        float[] features = new float[2 * classes * perClass];
        int[] labels = new int[classes * perClass];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % classes;
            double[] point = curve.at(labels[i], key.with("place").uniform(i));
            features[2 * i] = (float) (point[0] + noise * key.with("x").gaussian(i));
            features[2 * i + 1] = (float) (point[1] + noise * key.with("y").gaussian(i));
        }
        return new Dataset(Shape.vector(2), classes, features, labels);
    }
}
