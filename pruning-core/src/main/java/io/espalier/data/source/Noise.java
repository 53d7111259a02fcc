package io.espalier.data.source;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.data.Dataset;
import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;

/**
 * Square images of normal noise with mean 0 and deviation 1, labelled in turn: nothing to learn, for what asks only how
 * many classes and pixels there are, such as scores of untrained networks or how long a sweep takes.
 *
 * @param classes number of classes
 * @param channels channels of each image
 * @param size height and width
 * @param perClass training images of each class; the standard test set has as many again
 * @param draw seed of the data; the same for all seeds of a sweep
 */
public record Noise(
        @Default("10") int classes,
        @Default("3") int channels,
        @Default("32") int size,
        @Default("100") int perClass,
        @Default("0") long draw)
        implements DatasetSource {
    public Noise {
        check(classes >= 2, "classes", classes, "be at least 2");
        check(channels >= 1, "channels", channels, "be at least 1");
        check(size >= 1, "size", size, "be at least 1");
        check(perClass >= 3, "per-class", perClass, "be at least 3");
        check(
                (double) classes * perClass * channels * size * size <= Integer.MAX_VALUE,
                "per-class",
                perClass,
                "make fewer than 2^31 pixels");
    }

    public Noise() {
        this(10, 3, 32, 100, 0);
    }

    @Override
    public Examples load() {
        RandomKey key = RandomKey.of(draw).with("noise");
        return new Examples(part(key.with("train")), part(key.with("test")));
    }

    private Dataset part(RandomKey key) {
        Shape shape = new Shape(channels, size, size);
        int[] labels = new int[classes * perClass];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % classes;
        }
        float[] features = new float[labels.length * shape.elements()];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) key.gaussian(i);
        }
        return new Dataset(shape, classes, features, labels);
    }
}
