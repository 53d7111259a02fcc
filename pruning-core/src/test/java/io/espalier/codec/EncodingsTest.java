package io.espalier.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.ResNet8;
import io.espalier.random.RandomKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingsTest {
    private static final Network NETWORK = new ResNet8(2).build(new Shape(1, 8, 8), 3);

    /** Weights of which a part is 0, the first of them with a sign. */
    private static float[] values(double sparsity) {
        float[] values = Initialization.weights(NETWORK, RandomKey.of(1));
        NETWORK.layout().slots(Parameter.Role.WEIGHT).forEach(slot -> {
            for (int i = slot.offset(); i < slot.end(); i++) {
                values[i] = RandomKey.of(2).uniform(i) < sparsity ? 0 : values[i];
            }
        });
        values[0] = -0.0f;
        return values;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.99})
    void givesBackEveryBitFromWhicheverFileIsSmallest(double sparsity) {
        float[] values = values(sparsity);
        assertThat(new Encodings(NETWORK, values).smallest().decode(NETWORK)).isEqualTo(values);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.99})
    void countsTheBytesOfEachFormat(double sparsity) {
        float[] values = values(sparsity);
        EncodedSizes sizes = new Encodings(NETWORK, values).sizes();
        assertThat(sizes.dense()).isEqualTo(new Dense().encode(NETWORK, values).length);
        assertThat(sizes.bitmask()).isEqualTo(new Bitmask().encode(NETWORK, values).length);
        assertThat(sizes.relativeIndex()).isEqualTo(new RelativeIndex().encode(NETWORK, values).length);
        assertThat(sizes.gzip()).isEqualTo(new GzippedDense().encode(NETWORK, values).length);
    }
}
