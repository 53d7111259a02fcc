package io.espalier.export.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.export.Deployed;
import io.espalier.export.DeployedNetwork;
import io.espalier.network.ReferenceForward;
import io.espalier.network.op.BatchNormalization;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FoldedNormsTest {
    static Stream<DeployedNetwork> networks() {
        return Deployed.all();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void givesTheSameLogitsWithoutNorms(DeployedNetwork deployed) {
        FoldedNorms folded =
                FoldedNorms.of(deployed.network(), deployed.weights().values());
        double[] example = IntStream.range(0, deployed.network().input().elements())
                .mapToDouble(i -> Math.sin(i))
                .toArray();

        assertThat(folded.network().nodes()).noneMatch(node -> node.op() instanceof BatchNormalization);
        assertThat(ReferenceForward.logits(folded.network(), folded.weights(), example))
                .containsExactly(
                        ReferenceForward.logits(
                                deployed.network(), deployed.weights().values(), example),
                        within(1e-5));
    }
}
