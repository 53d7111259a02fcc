package io.espalier.data;

import java.util.Arrays;
import java.util.List;

/**
 * What is known of {@link Splits} beside a {@link SplitsFile} of them, as JSON.
 *
 * @param hash of all three parts
 * @param outputs what each output is called: its class or its column
 * @param shift of the features' scaling, {@code scale} with it
 */
public record SplitsSummary(
        String hash,
        List<String> outputs,
        List<ColumnUse> uses,
        List<EncodedFeature> features,
        List<Double> shift,
        List<Double> scale) {
    public SplitsSummary {
        outputs = List.copyOf(outputs);
        uses = List.copyOf(uses);
        features = List.copyOf(features);
        shift = List.copyOf(shift);
        scale = List.copyOf(scale);
    }

    /** Of data that were read. */
    public static SplitsSummary of(Splits splits) {
        Preparation preparation = splits.preparation();
        return new SplitsSummary(
                splits.hash(),
                splits.train().targets().names(),
                preparation.uses(),
                preparation.features(),
                boxed(preparation.scaling().shift()),
                boxed(preparation.scaling().scale()));
    }

    private static List<Double> boxed(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    Preparation preparation() {
        return new Preparation(uses, features, FeatureScaling.of(unboxed(shift), unboxed(scale)));
    }

    private static double[] unboxed(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
