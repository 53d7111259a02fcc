package io.espalier.network.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Add;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.LayerNormalization;
import io.espalier.network.op.Op;
import io.espalier.network.op.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrunableUnitsTest {
    @Test
    void tellsWhatGoesTogetherAndWhatStays() {
        Network network = new Network(
                "test",
                new Shape(2, 4, 4),
                List.of(
                        node("onInput", new Conv(2, 2, 3, 1, 1, 1, Bias.PRESENT), Node.INPUT),
                        node("sum0", new Add(), "onInput", Node.INPUT),
                        node("conv1", new Conv(2, 6, 3, 1, 1, 1, Bias.PRESENT), "sum0"),
                        node("depthwise", new Conv(6, 6, 3, 1, 1, 6, Bias.PRESENT), "conv1"),
                        node("grouped", new Conv(6, 6, 1, 1, 0, 2, Bias.PRESENT), "depthwise"),
                        node("flatten", new Flatten(), "grouped"),
                        node("fc1", new Gemm(96, 5), "flatten"),
                        node("norm", new LayerNormalization(5), "fc1"),
                        node("fc2", new Gemm(5, 3), "norm")));

        assertThat(PrunableUnits.of(network))
                .containsExactly(
                        new PrunableUnits("onInput", 2, 0, List.of(), "tied to the network's input"),
                        new PrunableUnits("conv1", 6, 6, List.of("depthwise", "grouped"), ""),
                        new PrunableUnits(
                                "depthwise",
                                6,
                                6,
                                List.of("conv1", "grouped"),
                                "depthwise: each is pruned with its input channel"),
                        new PrunableUnits("grouped", 6, 6, List.of("conv1", "depthwise"), ""),
                        new PrunableUnits("fc1", 5, 5, List.of(), ""),
                        new PrunableUnits("fc2", 3, 0, List.of(), "its units are the outputs"));
    }

    private static Node node(String name, Op op, String... inputs) {
        return new Node(name, op, List.of(inputs));
    }
}
