package io.espalier.spark.sweep;

import io.espalier.binding.Canonical;
import io.espalier.data.DataSpec;
import io.espalier.data.EncodedFeature;
import io.espalier.data.Preparation;
import io.espalier.data.Splits;
import io.espalier.result.FeatureRow;
import io.espalier.result.LabelRow;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows that tell what the inputs and outputs of a sweep's networks are in the data. */
record DataRows(String data, Splits splits) {
    static DataRows of(DataSpec spec, Splits splits) {
        return new DataRows(Canonical.json(spec), splits);
    }

    List<LabelRow> labels() {
        List<String> names = splits.train().targets().names();
        return IntStream.range(0, names.size())
                .mapToObj(label -> new LabelRow(
                        splits.hash(),
                        data,
                        label,
                        names.get(label),
                        splits.train().targets().count(label),
                        splits.validation().targets().count(label),
                        splits.test().targets().count(label)))
                .toList();
    }

    List<FeatureRow> features() {
        Preparation preparation = splits.preparation();
        List<EncodedFeature> encoded = preparation.features();
        double[] shift = preparation.scaling().shift();
        double[] scale = preparation.scaling().scale();
        return IntStream.range(0, shift.length)
                .mapToObj(i -> row(i, encoded.isEmpty() ? null : encoded.get(i), shift[i], scale[i]))
                .toList();
    }

    private FeatureRow row(int i, @Nullable EncodedFeature feature, double shift, double scale) {
        return new FeatureRow(
                splits.hash(),
                data,
                i,
                feature == null ? null : feature.column(),
                feature == null ? null : feature.level(),
                feature == null ? null : feature.fill(),
                shift,
                scale);
    }
}
