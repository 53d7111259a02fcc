package io.espalier.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.codec.Quantized;
import io.espalier.network.Initialization;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.Mlp;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuantizerTest {
    private static final float NAN = Float.NaN;

    static Stream<Quantizer> quantizers() {
        return Stream.of(
                new Quantizer.Uniform(8),
                new Quantizer.Uniform(4),
                new Quantizer.Uniform(2),
                new Quantizer.Ternary(),
                new Quantizer.Binary());
    }

    /** L = 3: s = 0.9 / 3 = 0.3; 0.46 / 0.3 = 1.53, 0.44 / 0.3 = 1.47, -0.15 / 0.3 = -0.5, which is rounded away from 0. */
    @Test
    void spacesLevelsEvenly() {
        QuantizedUnit unit = new Quantizer.Uniform(3).quantize(new float[] {0.9f, 0.46f, 0.44f, -0.15f, 0, -0.1f});
        assertThat(unit.scale()).isCloseTo(0.3f, within(1e-7f));
        assertThat(unit.levels()).containsExactly(3, 2, 1, -1, 0, 0);
        assertThat(unit.weight(1)).isCloseTo(0.6f, within(1e-6f));
    }

    /** The mean of the four sizes is 0.5, d = 0.35, and the mean of 1 and 0.6 is 0.8; a pruned weight changes nothing. */
    @Test
    void keepsTheLargerSignsOfATernaryUnit() {
        QuantizedUnit unit = new Quantizer.Ternary().quantize(new float[] {1, -0.6f, 0.3f, -0.1f, 0});
        assertThat(unit.scale()).isCloseTo(0.8f, within(1e-7f));
        assertThat(unit.levels()).containsExactly(1, -1, 0, 0, 0);
    }

    /** The mean of 1, 0.5 and 0.3 is 0.6. */
    @Test
    void keepsAllSignsOfABinaryUnit() {
        QuantizedUnit unit = new Quantizer.Binary().quantize(new float[] {1, -0.5f, 0.3f, 0});
        assertThat(unit.scale()).isCloseTo(0.6f, within(1e-7f));
        assertThat(unit.levels()).containsExactly(1, -1, 1, 0);
    }

    @Property(tries = 200)
    void staysWithinHalfAStepOfEachWeight(@ForAll long seed, @ForAll @IntRange(min = 2, max = 8) int bits) {
        float[] weights = drawn(seed);
        QuantizedUnit unit = new Quantizer.Uniform(bits).quantize(weights);
        for (int i = 0; i < weights.length; i++) {
            assertThat(unit.weight(i)).isCloseTo(weights[i], within(unit.scale() * 0.5001f));
        }
    }

    private static float[] drawn(long seed) {
        float[] weights = new float[40];
        for (int i = 0; i < weights.length; i++) {
            RandomKey key = RandomKey.of(seed).with(i);
            weights[i] = key.uniform(1) < 0.3 ? 0 : (float) (key.gaussian(0) * Math.pow(10, 6 * key.uniform(2) - 3));
        }
        return weights;
    }

    @Property(tries = 500)
    void changesNoBitOfWhatWasQuantized(@ForAll long seed) {
        float[] weights = drawn(seed);
        quantizers().forEach(by -> {
            float[] once = weights(by.quantize(weights));
            assertThat(weights(by.quantize(once))).as("%s", by).containsExactly(once);
            for (int i = 0; i < once.length; i++) {
                assertThat(weights[i] == 0 && once[i] != 0).isFalse();
                assertThat(once[i] * weights[i]).as("sign of %s", weights[i]).isGreaterThanOrEqualTo(0);
            }
        });
    }

    private static float[] weights(QuantizedUnit unit) {
        float[] weights = new float[unit.levels().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = unit.weight(i);
        }
        return weights;
    }

    /** So that a diverged training is seen. */
    @ParameterizedTest
    @MethodSource("quantizers")
    void hidesNoWeightThatIsNoNumber(Quantizer by) {
        assertThat(weights(by.quantize(new float[] {1, NAN, 0.5f}))).containsOnly(NAN);
        assertThat(weights(by.quantize(new float[] {1, Float.POSITIVE_INFINITY, 0})))
                .doesNotContain(1)
                .satisfies(some -> assertThat(some[2]).isNaN());
        assertThat(weights(by.quantize(new float[] {0, 0}))).containsExactly(0, 0);
    }

    private static final Network NETWORK = new Mlp(List.of(6), Mlp.Activation.RELU).build(Shape.vector(4), 2);

    /** 8 bytes of header, 8 biases, scales of 8 units; codes: 3 and 3 bytes of lengths, 24 and 12 bits where no weight is 0. */
    @Test
    void takesABitPerWeightOfABinaryNetwork() {
        float[] values = Initialization.weights(NETWORK, RandomKey.of(3));
        byte[] file = new Quantized(new Quantizer.Binary(), Map.of()).encode(NETWORK, values);
        assertThat(file).hasSize(8 + 4 * 8 + 4 * 8 + 3 + 3 + 24 / 8 + 2);
    }

    @Test
    void quantizesALayerByItsOwn() {
        float[] values = Initialization.weights(NETWORK, RandomKey.of(3));
        Quantized codec = new Quantized(new Quantizer.Binary(), Map.of("fc1", new Quantizer.Uniform(8)));
        float[] decoded = codec.decode(NETWORK, codec.encode(NETWORK, values));
        assertThat(distinctSizes(decoded, "fc1.weight")).isGreaterThan(6);
        assertThat(distinctSizes(decoded, "fc2.weight")).isEqualTo(2);
    }

    private static long distinctSizes(float[] values, String name) {
        Layout.Slot slot = NETWORK.layout().slot(name);
        return Arrays.stream(slot.byUnit(values))
                .flatMap(unit -> IntStream.range(0, unit.length).mapToObj(i -> Math.abs(unit[i])))
                .distinct()
                .count();
    }

    @Test
    void takesClassifierForTheLastLayer() {
        LayerQuantizers some =
                new LayerQuantizers(new Quantizer.Binary(), Map.of("classifier", new Quantizer.Ternary()));
        assertThat(some.of(NETWORK))
                .extracting(LayerQuantizers.Layer::by)
                .containsExactly(new Quantizer.Binary(), new Quantizer.Ternary());
    }

    @Test
    void refusesLayersThatAreNotThere() {
        LayerQuantizers some = new LayerQuantizers(new Quantizer.Binary(), Map.of("fc9", new Quantizer.Ternary()));
        assertThatThrownBy(() -> some.of(NETWORK)).hasMessageContaining("fc9").hasMessageContaining("fc1");
        assertThatThrownBy(() -> new Quantizer.Uniform(1)).hasMessageContaining("be in 2..8");
    }
}
