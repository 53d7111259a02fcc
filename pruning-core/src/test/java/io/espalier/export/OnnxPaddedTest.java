package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Dataset;
import io.espalier.network.Initialization;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.compact.Compaction;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.DenseNetSmall;
import io.espalier.network.zoo.Mlp;
import io.espalier.network.zoo.MobileNetV2Small;
import io.espalier.network.zoo.ResNet8;
import io.espalier.network.zoo.VggSmall;
import io.espalier.random.RandomKey;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxPaddedTest {
    private static final Shape IMAGE = new Shape(3, 16, 16);

    /** Plain, residual, with depthwise convolutions and concatenated, units gone at random. */
    static Stream<DeployedNetwork> networks() {
        return LongStream.range(0, 4).boxed().flatMap(seed -> Stream.of(
                        new VggSmall(0.25, 1).build(IMAGE, 3),
                        new ResNet8(16).build(IMAGE, 3),
                        new MobileNetV2Small(0.5).build(IMAGE, 3),
                        new DenseNetSmall(10, 16, 16).build(IMAGE, 3))
                .map(network -> pruned(network, RandomKey.of(seed))));
    }

    private static DeployedNetwork pruned(Network network, RandomKey key) {
        float[] weights = Initialization.weights(network, key);
        for (Layout.Slot slot : network.layout().slots(Role.WEIGHT)) {
            RandomKey own = key.with(slot.parameter().name());
            for (int unit = 0; unit < slot.parameter().units(); unit++) {
                if (own.uniform(unit) < 0.15) {
                    slot.clear(weights, unit);
                }
            }
        }
        return DeployedNetwork.of(Compaction.of(network, weights), weights);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void givesTheLogitsOfTheFileWithoutZeros(DeployedNetwork network) throws Exception {
        Dataset raw = Deployed.raw(network, 20);
        double[] plain = new Onnx().write(network, "some", raw).outputs(raw);

        Artifact padded = new OnnxPadded().write(network, "some", raw);

        assertThat(padded.outputs(raw)).containsExactly(plain, within(1e-4 * largest(plain)));
        assertThat(new OnnxPadded().advice(network))
                .hasValueSatisfying(said -> assertThat(said).startsWith("onnx-padded has "));
        assertThat(padded.files()).containsOnlyKeys("some.padded.onnx");
    }

    private static double largest(double[] logits) {
        return DoubleStream.of(logits).map(Math::abs).max().orElseThrow();
    }

    @Test
    void saysWhatItAdds() throws Exception {
        DeployedNetwork narrow = Deployed.of(new ResNet8(12).build(IMAGE, 3));
        Dataset raw = Deployed.raw(narrow, 2);

        assertThat(new OnnxPadded().advice(narrow)).hasValueSatisfying(advice -> assertThat(advice)
                .matches("onnx-padded has \\d+ parameters instead of \\d+, the others zeros: stem 12 to 16, .*")
                .doesNotContain("multiple-of"));
        assertThat(new OnnxPadded().write(narrow, "some", raw).bytes())
                .isGreaterThan(new Onnx().write(narrow, "some", raw).bytes());
    }

    /** A whole vector would take longer than they do. */
    @Test
    void leavesFewChannelsAlone() throws Exception {
        DeployedNetwork few = Deployed.of(new ResNet8(5).build(IMAGE, 3));
        Dataset raw = Deployed.raw(few, 2);

        assertThat(new OnnxPadded().write(few, "some", raw).bytes())
                .isEqualTo(new Onnx().write(few, "some", raw).bytes());
        assertThat(new OnnxPadded().advice(few)).isEqualTo(new Onnx().advice(few));
    }

    @Test
    void isSilentWhereNothingIsAdded() {
        assertThat(new OnnxPadded()
                        .advice(Deployed.of(new Mlp(List.of(9, 5), Mlp.Activation.RELU).build(Shape.vector(7), 3))))
                .isEmpty();
    }
}
