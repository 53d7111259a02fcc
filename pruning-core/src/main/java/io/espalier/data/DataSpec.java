package io.espalier.data;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Unwrapped;
import io.espalier.random.RandomKey;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The data of a trial: a source, how it is split and how features are scaled.
 *
 * @param source where the examples come from
 * @param validation fraction of the examples (the standard test set aside) held out for every choice, where the source
 *     has no validation set of its own
 * @param test fraction held out as test part where the source has no standard test set
 * @param splitSeed seed of the stratified split; the same for all trials, so that they can be compared in pairs; a running text
 *     is cut without it, its end is the test part and validation stands before
 * @param scaling how features are scaled
 * @param limit use only this many examples of each class, or in all where there are no classes, from the source's training side, drawn by the split seed; of a running text the first
 * @param testLimit the same for the source's standard test set
 * @param resize height and width to resize images to; each new pixel is the mean over the area that it covers
 */
public record DataSpec(
        @Unwrapped DatasetSource source,
        @Default("0.2") double validation,
        @Default("0.2") double test,
        @Default("0") long splitSeed,
        @Default("unit") Scaling scaling,
        @Nullable Integer limit,
        @Nullable Integer testLimit,
        @Nullable Integer resize) {
    private static final int LARGEST = 4096;
    private static final double DEFAULT_VALIDATION = 0.2;

    /** How features are scaled, with statistics of the training part only. */
    public enum Scaling {
        /** No scaling. */
        NONE,
        /** Divide by one factor, to a largest absolute value of 1. */
        UNIT,
        /** Standardize with one mean and one standard deviation over all features, as usual for images. */
        STANDARD,
        /** Standardize each feature with its own mean and standard deviation, as usual for tables. */
        PER_FEATURE,
        /** Standardize each channel with its own mean and standard deviation, as usual for series of several channels. */
        PER_CHANNEL
    }

    public DataSpec {
        check(validation > 0 && validation < 1, "validation", validation, "be in (0, 1)");
        check(test > 0 && validation + test < 1, "test", test, "be above 0 and leave examples for training");
        check(limit == null || limit >= 3, "limit", limit, "be at least 3");
        check(testLimit == null || testLimit >= 1, "test-limit", testLimit, "be at least 1");
        check(resize == null || (resize >= 1 && resize <= LARGEST), "resize", resize, "be in 1.." + LARGEST);
    }

    /** With the whole standard test set, and images as they are. */
    public DataSpec(
            DatasetSource source,
            double validation,
            double test,
            long splitSeed,
            Scaling scaling,
            @Nullable Integer limit) {
        this(source, validation, test, splitSeed, scaling, limit, null, null);
    }

    /** Whether a validation part of another size than the default is asked for. */
    public boolean asksForValidation() {
        return validation != DEFAULT_VALIDATION;
    }

    /**
     * Reads, limits, splits and scales the data. A pure function of this spec and the source's content. The split is
     * stratified: each class is divided by the same fractions, or all examples where there are no classes. A standard test set stays the test part, whole, and
     * validation is held out of the rest; a standard validation set stays as it is.
     *
     * @throws IOException if the source cannot be read, or gives a feature that is not finite, no examples, a single
     *     class, a class with too few examples to be in every part, or a feature whose differences floats do not hold
     */
    public Splits load() throws IOException {
        return load(Targets.Kind.CLASSES);
    }

    /**
     * The same with labels read as targets of a kind; values are standardised by the training part, in doubles.
     *
     * @throws IOException the same, or if the source's labels are targets of another kind
     */
    public Splits load(Targets.Kind kind) throws IOException {
        return split(source.load(kind));
    }

    /** The same of examples that are at hand. */
    public Splits split(Examples read) throws IOException {
        read.check();
        SplitIndices parts = parts(read);
        int[] train = parts.train();
        Dataset raw = resized(read.examples()).with(read.examples().targets().fit(train));
        FeatureEncoding encoding = FeatureEncoding.fit(read.columns().features(), raw, train);
        Dataset all = encoding.apply(raw);
        Preparation preparation =
                new Preparation(read.columns().uses(), encoding.outputs(), FeatureScaling.fit(scaling, all, train));
        FloatPrecision.check(preparation, all, train);
        return Splits.of(
                preparation.scaling().apply(all, train).weighted(weights(read.examples(), train)),
                read.validation() == null
                        ? preparation.scaling().apply(all, parts.validation())
                        : standard(read.validation(), raw.targets(), encoding, preparation.scaling()),
                read.test() == null
                        ? preparation.scaling().apply(all, parts.test())
                        : standard(limited(read.test()), raw.targets(), encoding, preparation.scaling()),
                preparation);
    }

    /** Those of the training part; what is chosen and measured by is not weighted. */
    private static @Nullable ExampleWeights weights(Dataset examples, int[] train) throws IOException {
        Optional<ExampleWeights> weights = examples.weights();
        return weights.isPresent() ? weights.get().select(train).normalized() : null;
    }

    private Dataset standard(Dataset set, Targets like, FeatureEncoding encoding, FeatureScaling affine)
            throws IOException {
        Dataset alike = resized(set).with(set.targets().scaledAs(like));
        return affine.apply(encoding.apply(alike));
    }

    /**
     * The test part as {@link #split} has it, but for the scaling: encoded, and as exact as the source gives it.
     *
     * @throws IOException as {@link #split} does
     */
    public Dataset rawTest(Examples read) throws IOException {
        read.check();
        SplitIndices parts = parts(read);
        Dataset raw = resized(read.examples());
        Dataset test = read.test() == null ? raw.select(parts.test()) : resized(limited(read.test()));
        return FeatureEncoding.fit(read.columns().features(), raw, parts.train())
                .apply(test);
    }

    private Dataset limited(Dataset standard) {
        return testLimit == null
                ? standard
                : standard.select(SplitIndices.sample(
                        standard.targets().strata(),
                        testLimit,
                        RandomKey.of(splitSeed).with("test-limit")));
    }

    private Dataset resized(Dataset data) throws IOException {
        return resize == null ? data : AreaResize.resize(data, resize);
    }

    private SplitIndices parts(Examples read) throws IOException {
        Dataset all = read.examples();
        return SplitIndices.draw(
                all.targets(),
                read.validation() == null ? validation : 0,
                read.test() == null ? test : 0,
                limit == null ? all.size() : limit,
                RandomKey.of(splitSeed).with("split"));
    }
}
