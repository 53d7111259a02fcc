package io.espalier.spark.ml;

import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.data.Splits;
import io.espalier.network.op.Shape;
import java.io.Serializable;

/** The parts to train and to validate on, as a broadcast takes them: plain arrays, for Java's and Kryo's serialisation. */
final class ShippedSplits implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int[] shape;
    private final float[][] features;
    private final int[][] labels;

    private ShippedSplits(int[] shape, float[][] features, int[][] labels) {
        this.shape = shape;
        this.features = features;
        this.labels = labels;
    }

    static ShippedSplits of(Splits splits) {
        Dataset train = splits.train();
        Dataset validation = splits.validation();
        Shape input = train.shape();
        return new ShippedSplits(
                new int[] {
                    input.channels(),
                    input.height(),
                    input.width(),
                    train.targets().outputs()
                },
                new float[][] {train.features(), validation.features()},
                new int[][] {
                    ClassTargets.of(train).labels(), ClassTargets.of(validation).labels()
                });
    }

    /** The parts again, with an empty test part. */
    Splits splits() {
        Dataset train = part(0);
        return Splits.of(train, part(1), train.select(new int[0]));
    }

    private Dataset part(int i) {
        return new Dataset(new Shape(shape[0], shape[1], shape[2]), shape[3], features[i], labels[i]);
    }
}
