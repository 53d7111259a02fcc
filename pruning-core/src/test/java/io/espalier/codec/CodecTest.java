package io.espalier.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.binding.Binder;
import io.espalier.binding.Variant;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.Mlp;
import io.espalier.network.zoo.ResNet8;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of every codec. */
class CodecTest {
    private static final Network RESIDUAL = new ResNet8(2).build(new Shape(1, 8, 8), 3);

    static Stream<Codec> codecs() {
        return Stream.concat(
                ServiceLoader.load(Codec.class).stream().map(codec -> parsed('"' + Variant.nameOf(codec.type()) + '"')),
                Stream.of(
                        parsed("{\"deep-compression\":{\"conv-bits\":2,\"dense-bits\":1,\"entropy\":\"none\"}}"),
                        parsed("{\"deep-compression\":{\"conv-index-bits\":1,\"dense-index-bits\":2}}"),
                        parsed("{\"quantized\":{\"by\":{\"uniform\":{\"bits\":3}}}}"),
                        parsed("{\"weight-sharing\":{\"by\":\"frequency-hashed\"}}"),
                        parsed("{\"hypernetwork\":{\"inputs\":1,\"units\":2}}"),
                        parsed("{\"block-sparse\":{\"rows\":1,\"columns\":1}}"),
                        parsed("{\"frequency-quantized\":{\"step\":0.1,\"least\":1}}"),
                        parsed("{\"quantized\":{\"by\":\"ternary\"}}"),
                        parsed("{\"quantized\":{\"by\":\"binary\"}}")));
    }

    private static Codec parsed(String json) {
        return Binder.ofContext().parse(json, Codec.class);
    }

    static Stream<Codec> exact() {
        return codecs().filter(Codec::isExact);
    }

    /** What is decoded is a fixed point of the codec, which is as exact as it says. */
    private static void assertRoundTrip(Codec codec, Network network, float[] values) {
        byte[] file = codec.encode(network, values);
        float[] decoded = codec.decode(network, file);
        if (codec.isExact()) {
            assertThat(bits(decoded)).as("%s", codec).isEqualTo(bits(values));
        }
        assertThat(decoded).as("%s", codec).hasSize(values.length);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == 0) {
                assertThat(decoded[i]).as("%s", codec).isZero();
            }
        }
        assertThat(codec.encode(network, decoded)).as("%s", codec).isEqualTo(file);
        assertThat(bits(codec.decode(network, codec.encode(network, decoded))))
                .as("%s", codec)
                .isEqualTo(bits(decoded));
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }

    @Property(tries = 100)
    void givesTheSameBitsBackAtAnySparsity(@ForAll long seed, @ForAll @DoubleRange(min = 0, max = 1) double sparsity) {
        RandomKey key = RandomKey.of(seed);
        float[] values = Initialization.weights(RESIDUAL, key);
        for (int i = 0; i < values.length; i++) {
            if (key.with("drop").uniform(i) < sparsity) {
                values[i] = 0;
            }
        }
        codecs().forEach(codec -> assertRoundTrip(codec, RESIDUAL, values));
    }

    @ParameterizedTest
    @MethodSource("exact")
    void givesEveryKindOfNumberBack(Codec codec) {
        Network network = new Mlp(List.of(), Mlp.Activation.RELU).build(Shape.vector(4), 2);
        float[] values = new float[network.layout().size()];
        float[] odd = {-0f, Float.MIN_VALUE, -Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY, 0f, -1e-40f, 1f};
        System.arraycopy(odd, 0, values, 0, odd.length);
        assertRoundTrip(codec, network, values);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void storesAllZerosAndAllNonzeros(Codec codec) {
        float[] zeros = new float[RESIDUAL.layout().size()];
        assertRoundTrip(codec, RESIDUAL, zeros);
        float[] ones = RESIDUAL.layout().unpack(filled(RESIDUAL.layout().count()));
        assertRoundTrip(codec, RESIDUAL, ones);
    }

    private static float[] filled(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void storesALayerThatIsAllZero(Codec codec) {
        float[] values = Initialization.weights(RESIDUAL, RandomKey.of(1));
        var slot = RESIDUAL.layout().slot("stage2-block1-conv1.weight");
        Arrays.fill(values, slot.offset(), slot.end(), 0);
        assertRoundTrip(codec, RESIDUAL, values);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void encodesTheSameBytesAgain(Codec codec) {
        float[] values = Initialization.weights(RESIDUAL, RandomKey.of(1));
        assertThat(codec.encode(RESIDUAL, values)).isEqualTo(codec.encode(RESIDUAL, values));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void refusesAFileCutShort(Codec codec) {
        byte[] file = codec.encode(RESIDUAL, Initialization.weights(RESIDUAL, RandomKey.of(1)));
        for (int length : new int[] {0, 3, 7, 11, file.length / 2, file.length - 1}) {
            assertThatThrownBy(() -> codec.decode(RESIDUAL, Arrays.copyOf(file, length)))
                    .as("%d bytes", length)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Cannot decode");
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void refusesTheFileOfAnotherNetwork(Codec codec) {
        Network other = new Mlp(List.of(), Mlp.Activation.RELU).build(Shape.vector(4), 2);
        byte[] file = codec.encode(other, new float[other.layout().size()]);
        assertThatThrownBy(() -> codec.decode(RESIDUAL, file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it holds 10 parameters, the network has "
                        + RESIDUAL.layout().count());
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void storesALayerOfOneValue(Codec codec) {
        float[] values = new float[RESIDUAL.layout().size()];
        var slot = RESIDUAL.layout().slot("stage2-block1-conv1.weight");
        values[slot.end() - 1] = -0.3f;
        assertRoundTrip(codec, RESIDUAL, values);
        Arrays.fill(values, slot.offset(), slot.end(), -0.3f);
        assertRoundTrip(codec, RESIDUAL, values);
        assertThat(codec.decode(RESIDUAL, codec.encode(RESIDUAL, values))[slot.offset()])
                .isCloseTo(-0.3f, within(1e-6f));
    }

    @Test
    void refusesTheFileOfAnotherCodec() {
        byte[] file = new Dense().encode(RESIDUAL, new float[RESIDUAL.layout().size()]);
        assertThatThrownBy(() -> new Bitmask().decode(RESIDUAL, file))
                .hasMessage("Cannot decode bitmask: it does not start with ESPB");
    }

    @Test
    void refusesBytesBehindTheEnd() {
        byte[] file = new Dense().encode(RESIDUAL, new float[RESIDUAL.layout().size()]);
        assertThatThrownBy(() -> new Dense().decode(RESIDUAL, Arrays.copyOf(file, file.length + 2)))
                .hasMessage("Cannot decode dense: 2 bytes are left over");
    }
}
