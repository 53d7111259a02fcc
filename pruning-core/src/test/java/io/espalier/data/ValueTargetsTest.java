package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.source.Digits;
import io.espalier.network.op.Shape;
import io.espalier.storage.LocalStorage;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValueTargetsTest {
    private static final DataSpec SPEC = new DataSpec(new Digits(), 0.2, 0.2, 0, DataSpec.Scaling.PER_FEATURE, null);

    /** Seconds of an epoch: as floats they would all be the same. */
    private static Dataset seconds(int examples) {
        double[] seconds = new double[examples];
        float[] features = new float[examples];
        for (int i = 0; i < examples; i++) {
            seconds[i] = 1.7e9 + i;
            features[i] = i;
        }
        return new Dataset(Shape.vector(1), new ValueTargets(List.of("at"), seconds), features);
    }

    private static Splits split(Dataset data) throws IOException {
        return SPEC.split(new Examples(data, null, null, Columns.UNNAMED));
    }

    @Test
    void areStandardizedByTheTrainingPartInDoubles() throws IOException {
        Splits splits = split(seconds(100));
        ValueTargets train = ValueTargets.of(splits.train().targets());
        double mean = 0;
        for (int i = 0; i < train.size(); i++) {
            mean += train.value(i, 0) / train.size();
        }

        assertThat(train.size()).isEqualTo(60);
        assertThat(train.scaling().shift()[0]).isCloseTo(mean, within(1e-6));
        assertThat(ValueTargets.of(splits.test().targets()).scaling().shift())
                .isEqualTo(train.scaling().shift());
        assertThat(Arrays.equals(train.scaled(), new float[60])).isFalse();
        double squares = 0;
        for (float value : train.scaled()) {
            squares += value * value;
        }
        assertThat(squares / 60).isCloseTo(1, within(1e-5));
    }

    @Test
    void comeBackFromAFile(@TempDir Path folder) throws IOException {
        Splits splits = split(seconds(20));
        Storage storage = LocalStorage.ofUser(folder);
        SplitsFile.write(splits, storage, "splits");
        Splits read = SplitsFile.read(storage, "splits");
        ValueTargets before = ValueTargets.of(splits.test().targets());
        ValueTargets after = ValueTargets.of(read.test().targets());

        assertThat(read.hash()).isEqualTo(splits.hash());
        assertThat(after.names()).containsExactly("at");
        assertThat(after.words()).isEqualTo(before.words());
        assertThat(after.scaled()).isEqualTo(before.scaled());
    }

    @Test
    void mustVary() {
        Dataset constant = new Dataset(
                Shape.vector(1), new ValueTargets(List.of("y"), new double[] {3, 3, 3}), new float[] {1, 2, 3});
        assertThatThrownBy(() -> split(constant))
                .hasMessage("Cannot use the data: target y is 3.0 in all examples (must have two or more values)");
    }

    @Test
    void mustBeFinite() {
        assertThatThrownBy(() -> new ValueTargets(List.of("y"), new double[] {3, Double.NaN}))
                .hasMessageContaining("NaN in row 1, y (must be finite");
    }

    @Test
    void cannotBeReadFromLabelsThatAreClasses() {
        assertThatThrownBy(() -> SPEC.load(Targets.Kind.VALUES))
                .hasMessage(
                        "Cannot train a regression on digits: its labels are classes (a table, such as source: csv, can"
                                + " have a numeric label)");
    }
}
