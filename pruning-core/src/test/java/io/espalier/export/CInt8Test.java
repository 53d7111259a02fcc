package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.data.Dataset;
import io.espalier.export.c.CInt8;
import io.espalier.export.int8.IntegerInference;
import io.espalier.export.int8.QuantizedNetwork;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CInt8Test {
    private static final int EXAMPLES = 200;

    static Stream<DeployedNetwork> networks() {
        return Deployed.all();
    }

    /** Compiled, it gives the logits of the integer reference, bit for bit. */
    @ParameterizedTest
    @MethodSource("networks")
    void isTheReference(DeployedNetwork network) throws Exception {
        Dataset raw = Deployed.raw(network, EXAMPLES);
        Dataset calibration = network.scaling().apply(raw);
        QuantizedNetwork quantized = OnnxInt8.quantized("c-int8", network, calibration);
        float[] features = network.takesDoubles()
                ? calibration.features()
                : FloatScaling.of(network.scaling()).apply(raw.features());
        int width = raw.shape().elements();

        double[] logits = new CInt8().write(network, "some", calibration).outputs(raw);

        for (int i = 0; i < EXAMPLES; i++) {
            float[] example = Arrays.copyOfRange(features, i * width, (i + 1) * width);
            float[] reference = IntegerInference.logits(quantized, example);
            assertThat(Arrays.copyOfRange(logits, i * 3, i * 3 + 3))
                    .isEqualTo(new double[] {reference[0], reference[1], reference[2]});
        }
    }
}
