package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.DataSpec.Scaling;
import io.espalier.network.op.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PreparationTest {
    private static final int ROWS = 60;

    private static Dataset columns(int width, double... features) {
        int[] labels =
                IntStream.range(0, features.length / width).map(i -> i % 2).toArray();
        return Dataset.of(Shape.vector(width), new ClassTargets(2, labels), features);
    }

    private static Splits split(Dataset data, List<FeatureColumn> features, Scaling scaling) throws IOException {
        Columns columns = new Columns(features, List.of());
        Examples examples = new Examples(data, null, null, columns);
        return new DataSpec(TestData.source(examples), 0.2, 0.2, 0, scaling, null).load();
    }

    private static float[] trained(double offset, Scaling scaling) throws IOException {
        double[] small = IntStream.range(0, ROWS).mapToDouble(i -> i % 7).toArray();
        double[] moved = DoubleStream.of(small).map(x -> x + offset).toArray();
        return split(columns(1, moved), List.of(new FeatureColumn.Numeric("t")), scaling)
                .train()
                .features();
    }

    @Property(tries = 50)
    void anOffsetLeavesScaledFeaturesAsTheyAre(@ForAll @LongRange(min = 0, max = 1L << 40) long offset)
            throws IOException {
        assertThat(trained(offset, Scaling.PER_FEATURE))
                .containsExactly(trained(0, Scaling.PER_FEATURE), within(1e-3f));
    }

    @Test
    void refusesWhatFloatsDoNotTellApart() {
        assertThatThrownBy(() -> trained(1.7e9, Scaling.UNIT))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot scale the data: t goes from 1.7E9 to 1.700000006E9, too close together for float32"
                        + " (scaling: per-feature subtracts the offset first)");
    }

    @Test
    void aConstantThatIsNoFloatBecomesZero() throws IOException {
        double[] same = new double[ROWS];
        Arrays.fill(same, 0.1);

        Splits splits = split(columns(1, same), List.of(new FeatureColumn.Numeric("c")), Scaling.PER_FEATURE);

        assertThat(splits.train().features()).containsOnly(0f);
        assertThat(splits.preparation().scaling().scale()).containsExactly(1);
    }

    @Test
    void fillsMissingNumbersByTheMeanOfTheTrainingPart() throws IOException {
        double[] features = IntStream.range(0, ROWS)
                .mapToDouble(i -> i < 20 ? Double.NaN : i)
                .toArray();
        Dataset data = columns(1, features);

        Splits splits = split(data, List.of(new FeatureColumn.Imputed("x")), Scaling.NONE);

        double mean = IntStream.range(0, splits.train().size())
                .mapToDouble(row -> splits.train().feature(row, 0))
                .filter(x -> x == Math.rint(x))
                .average()
                .orElseThrow();
        assertThat(splits.preparation().features()).containsExactly(new EncodedFeature("x", null, mean));
        assertThat(splits.test().features()).doesNotContain(Float.NaN);
    }

    @Test
    void levelsAreThoseOfTheTrainingPart() throws IOException {
        double[] features = IntStream.range(0, ROWS).mapToDouble(i -> i / 25).toArray();
        features[0] = Double.NaN;
        Dataset data = columns(1, features);
        FeatureColumn site = new FeatureColumn.Category("site", List.of("a", "b", "c", "rare"));

        Splits splits = split(data, List.of(site), Scaling.NONE);

        assertThat(splits.preparation().features())
                .extracting(EncodedFeature::name)
                .containsExactly("site=a", "site=b", "site=c", "site=other");
        for (Dataset part : splits.parts()) {
            for (int row = 0; row < part.size(); row++) {
                assertThat(Arrays.copyOfRange(part.features(), 4 * row, 4 * row + 4))
                        .containsOnlyOnce(1f)
                        .containsOnly(0f, 1f);
            }
        }
    }

    @Test
    void rareAndUnknownLevelsAreOthers() {
        ColumnEncoder encoder = new FeatureColumn.Category("site", List.of("a", "b", "c"))
                .fit(columns(1, 0, 0, 0, 1, 1, 2, 2, 2), 0, new int[] {0, 1, 2, 3, 5, 6, 7});

        assertThat(encoder.outputs())
                .extracting(EncodedFeature::name)
                .containsExactly("site=a", "site=c", "site=other");
        assertThat(encoded(encoder, 0)).containsExactly(1, 0, 0);
        assertThat(encoded(encoder, 1)).containsExactly(0, 0, 1);
        assertThat(encoded(encoder, 2)).containsExactly(0, 1, 0);
        assertThat(encoded(encoder, Double.NaN)).containsExactly(0, 0, 1);
    }

    private static double[] encoded(ColumnEncoder encoder, double raw) {
        double[] encoded = new double[3];
        encoder.encode(raw, encoded, 0);
        return encoded;
    }

    @Test
    void callsAClassByItsLabel() {
        Columns columns = new Columns(List.of(), List.of());
        Dataset two = Dataset.of(
                Shape.vector(1),
                new ClassTargets(new Labels(List.of("cat", "dog")), new int[] {0, 0, 0, 1, 1}),
                new double[] {1, 2, 3, 4, 5});
        Examples examples = new Examples(two, null, null, columns);

        assertThatThrownBy(() -> new DataSpec(TestData.source(examples), 0.2, 0.2, 0, Scaling.NONE, null).load())
                .hasMessage("Cannot split the data: class dog has 2 examples (must be at least 3, one for each part)");
    }
}
