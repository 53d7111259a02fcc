package io.espalier.spark.ml;

import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.data.ExampleWeights;
import io.espalier.data.LabelTargets;
import io.espalier.data.Splits;
import io.espalier.data.Targets;
import io.espalier.data.ValueTargets;
import io.espalier.network.op.Shape;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The parts to train and to validate on, as a broadcast takes them: plain arrays, for Java's and Kryo's serialisation. */
final class ShippedSplits implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Targets.Kind kind;
    private final int[] shape;
    private final String[] outputs;
    private final float[][] features;
    private final double[][] targets;
    private final double @Nullable [] weights;

    /** Of classes, of several labels, or of values of one column. */
    private ShippedSplits(Targets.Kind kind, Dataset train, Dataset validation) {
        this.kind = kind;
        Shape input = train.shape();
        this.shape = new int[] {input.channels(), input.height(), input.width()};
        this.outputs = train.targets().names().toArray(String[]::new);
        this.features = new float[][] {train.features(), validation.features()};
        this.targets = new double[][] {numbers(train.targets()), numbers(validation.targets())};
        this.weights = train.weights().map(ShippedSplits::numbers).orElse(null);
    }

    static ShippedSplits of(Targets.Kind kind, Splits splits) {
        return new ShippedSplits(kind, splits.train(), splits.validation());
    }

    private double[] numbers(Targets of) {
        return switch (kind) {
            case CLASSES ->
                Arrays.stream(ClassTargets.of(of).labels()).asDoubleStream().toArray();
            case LABELS, SEQUENCES -> Arrays.stream(of.words()).asDoubleStream().toArray();
            case VALUES ->
                IntStream.range(0, of.size())
                        .mapToDouble(row -> ValueTargets.of(of).value(row, 0))
                        .toArray();
        };
    }

    private static double[] numbers(ExampleWeights of) {
        return IntStream.range(0, of.size()).mapToDouble(of::of).toArray();
    }

    /** The parts again, with an empty test part. */
    Splits splits() {
        Targets given = targets(0);
        Targets learned = given.fit(IntStream.range(0, given.size()).toArray());
        Dataset train = part(0, learned);
        Dataset weighted = train.weighted(weights == null ? null : new ExampleWeights(weights));
        return Splits.of(weighted, part(1, targets(1).scaledAs(learned)), train.select(new int[0]));
    }

    private Targets targets(int part) {
        int[] whole =
                Arrays.stream(targets[part]).mapToInt(number -> (int) number).toArray();
        return switch (kind) {
            case CLASSES -> new ClassTargets(outputs.length, whole);
            case LABELS -> new LabelTargets(Arrays.asList(outputs), whole);
            case VALUES -> new ValueTargets(Arrays.asList(outputs), targets[part]);
            case SEQUENCES -> throw new IllegalArgumentException("Cannot ship sequences");
        };
    }

    private Dataset part(int i, Targets of) {
        return new Dataset(new Shape(shape[0], shape[1], shape[2]), of, features[i]);
    }
}
