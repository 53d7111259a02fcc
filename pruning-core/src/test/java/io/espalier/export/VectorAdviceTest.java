package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.network.Network;
import io.espalier.network.compact.Compaction;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.Mlp;
import io.espalier.network.zoo.ResNet8;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorAdviceTest {
    private static final Shape IMAGE = new Shape(3, 16, 16);

    @Test
    void namesConvolutionsThatDoNotFillVectors() {
        DeployedNetwork narrow = Deployed.of(new ResNet8(12).build(IMAGE, 3));

        assertThat(new Onnx().advice(narrow)).hasValueSatisfying(advice -> assertThat(advice)
                .startsWith(
                        "ONNX Runtime convolves channels in vectors of 8 or 16, so latency may fall less than MACs: ")
                .contains(" 12, ", " 24, ")
                .doesNotContain(" 48,")
                .endsWith("(multiple-of: 16 in the prune step keeps layers at whole vectors)"));
        assertThat(new OnnxInt8().advice(narrow)).isEqualTo(new Onnx().advice(narrow));
        assertThat(new SafetensorsFormat().advice(narrow)).isEmpty();
    }

    /** Without dead units. */
    private static DeployedNetwork whole(Network network) {
        float[] ones = new float[network.layout().size()];
        Arrays.fill(ones, 1);
        return DeployedNetwork.of(Compaction.of(network, ones), ones);
    }

    @Test
    void isSilentOfWholeVectorsAndWhereNothingIsConvolved() {
        assertThat(new Onnx().advice(whole(new ResNet8(16).build(IMAGE, 3)))).isEmpty();
        assertThat(new Onnx()
                        .advice(Deployed.of(new Mlp(List.of(9, 5), Mlp.Activation.RELU).build(Shape.vector(7), 3))))
                .isEmpty();
    }
}
