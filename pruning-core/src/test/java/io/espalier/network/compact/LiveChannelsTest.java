package io.espalier.network.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.Node;
import io.espalier.network.op.Add;
import io.espalier.network.op.Concat;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.GlobalAveragePool;
import io.espalier.network.op.LayerNormalization;
import io.espalier.network.op.Mul;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.zoo.ResNet8;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveChannelsTest {
    @Test
    void countsSinglePositionsBehindAFlattenButCutsWholeChannels() {
        Network network = new NetworkBuilder("flat", new Shape(1, 4, 4), new Initialization.HeNormal())
                .conv("conv1", 3, 3, 1, 1, Bias.PRESENT)
                .relu()
                .gemm("fc1", 2)
                .build();
        float[] values = ClearedWeights.dense(network);
        ClearedWeights.clearInput(network, values, "fc1.weight", 5);
        assertThat(LiveUnits.of(network, values).architecture()).isEqualTo("3-47");
        for (int position = 0; position < 16; position++) {
            ClearedWeights.clearInput(network, values, "fc1.weight", 16 + position);
        }
        assertThat(LiveUnits.of(network, values).architecture()).isEqualTo("2-31");
    }

    private static Network normalized() {
        return new NetworkBuilder("normalized", new Shape(1, 4, 4), new Initialization.HeNormal())
                .conv("conv1", 3, 3, 1, 1, Bias.ABSENT)
                .batchNormalization()
                .relu()
                .globalAveragePool()
                .gemm("fc1", 2)
                .build();
    }

    @Test
    void judgesAnEmptyFilterByWhatItsNormMakesOfIt() {
        Network network = normalized();
        float[] values = ClearedWeights.dense(network);
        ClearedWeights.clearUnit(network, values, "conv1.weight", 0);
        ClearedWeights.set(network, values, "conv1-norm.mean", 0, 0.5f);
        assertThat(LiveUnits.of(network, values).count("conv1"))
                .as("-0.5, rectified")
                .isEqualTo(2);
        ClearedWeights.set(network, values, "conv1-norm.shift", 0, 0.75f);
        assertThat(LiveUnits.of(network, values).count("conv1")).as("0.25").isEqualTo(3);
        ClearedWeights.set(network, values, "conv1-norm.mean", 0, -0.5f);
        ClearedWeights.set(network, values, "conv1-norm.shift", 0, 0);
        assertThat(LiveUnits.of(network, values).count("conv1")).as("0.5").isEqualTo(3);
    }

    @Test
    void findsAFilterBehindAZeroScaleDead() {
        Network network = normalized();
        float[] values = ClearedWeights.dense(network);
        ClearedWeights.set(network, values, "conv1-norm.scale", 2, 0);
        assertThat(LiveUnits.of(network, values).count("conv1")).isEqualTo(2);
        ClearedWeights.set(network, values, "conv1-norm.shift", 2, 0.1f);
        assertThat(LiveUnits.of(network, values).count("conv1")).isEqualTo(3);
    }

    @Test
    void keepsAChannelOfASumWhileOneSummandLives() {
        Network network = new ResNet8(2).build(new Shape(1, 8, 8), 3);
        float[] values = ClearedWeights.dense(network);
        ClearedWeights.clearUnit(network, values, "stage1-block1-conv2.weight", 1);
        assertThat(LiveUnits.of(network, values).count("stage1-block1")).isEqualTo(2);
        ClearedWeights.clearUnit(network, values, "stem.weight", 1);
        LiveUnits live = LiveUnits.of(network, values);
        assertThat(live.count("stage1-block1")).isEqualTo(1);
        assertThat(live.count("stem")).isEqualTo(1);
        assertThat(live.count("stage1-block1-conv2")).isEqualTo(1);
        assertThat(live.count("stage1-block1-conv1")).isEqualTo(2);
    }

    @Test
    void cutsAGroupedConvolutionByWholeGroups() {
        Network network = new Network(
                "grouped",
                new Shape(1, 4, 4),
                List.of(
                        new Node("conv1", new Conv(1, 4, 3, 1, 1, 1, Bias.ABSENT), List.of(Node.INPUT)),
                        new Node("conv2", new Conv(4, 2, 3, 1, 1, 2, Bias.ABSENT), List.of("conv1")),
                        new Node("pool", new GlobalAveragePool(), List.of("conv2")),
                        new Node("fc", new Gemm(2, 2), List.of("pool"))));
        float[] values = ClearedWeights.dense(network);
        ClearedWeights.clearUnit(network, values, "conv1.weight", 0);
        assertThat(LiveUnits.of(network, values).count("conv1")).isEqualTo(4);
        ClearedWeights.clearUnit(network, values, "conv1.weight", 1);
        assertThat(LiveUnits.of(network, values).count("conv1")).isEqualTo(2);
        assertThat(LiveUnits.of(network, values).count("conv2")).isEqualTo(1);
    }

    /** What is always 0 under a layer norm, and read by nobody behind it, is gone, and still counts in the norm's mean. */
    @Test
    void cutsZerosOfAStreamUnderALayerNorm() {
        Network network = new Network(
                "stream",
                Shape.vector(5),
                List.of(
                        new Node("stem", new Gemm(5, 4), List.of(Node.INPUT)),
                        new Node("norm", new LayerNormalization(4), List.of("stem")),
                        new Node("head", new Gemm(4, 3), List.of("norm"))));
        float[] values = ClearedWeights.dense(network);
        for (String parameter : List.of("stem.weight", "stem.bias", "norm.scale", "norm.shift")) {
            ClearedWeights.clearUnit(network, values, parameter, 1);
        }
        assertThat(LiveUnits.of(network, values).count("stem")).isEqualTo(3);

        ClearedWeights.clearUnit(network, values, "stem.weight", 2);
        assertThat(LiveUnits.of(network, values).count("stem"))
                .as("with a bias")
                .isEqualTo(3);
    }

    /** Each unit of a layer norm's input moves its mean, so cutting one that is not 0 behind it would change all others. */
    @Test
    void keepsEveryChannelOfAResidualStreamUnderALayerNorm() {
        Network network = new Network(
                "stream",
                Shape.vector(5),
                List.of(
                        new Node("stem", new Gemm(5, 4), List.of(Node.INPUT)),
                        new Node("norm", new LayerNormalization(4), List.of("stem")),
                        new Node("fc1", new Gemm(4, 6), List.of("norm")),
                        new Node("relu", new Relu(), List.of("fc1")),
                        new Node("fc2", new Gemm(6, 4), List.of("relu")),
                        new Node("sum", new Add(), List.of("stem", "fc2")),
                        new Node("head", new Gemm(4, 3), List.of("sum"))));
        float[] values = ClearedWeights.dense(network);
        for (String parameter : List.of("stem.weight", "stem.bias", "fc2.weight", "fc2.bias")) {
            ClearedWeights.clearUnit(network, values, parameter, 1);
        }
        ClearedWeights.clearUnit(network, values, "fc1.weight", 2);
        ClearedWeights.clearUnit(network, values, "fc1.bias", 2);
        LiveUnits live = LiveUnits.of(network, values);
        assertThat(live.count("stem")).isEqualTo(4);
        assertThat(live.count("sum")).isEqualTo(4);
        assertThat(live.count("fc1")).as("inside the block").isEqualTo(5);
    }

    @Test
    void cutsEachInputOfAConcatenationByItself() {
        Network network = new Network(
                "dense",
                Shape.vector(5),
                List.of(
                        new Node("left", new Gemm(5, 3), List.of(Node.INPUT)),
                        new Node("right", new Gemm(5, 4), List.of(Node.INPUT)),
                        new Node("both", new Concat(), List.of("left", "right")),
                        new Node("head", new Gemm(7, 3), List.of("both"))));
        float[] values = ClearedWeights.dense(network);
        ClearedWeights.clearInput(network, values, "head.weight", 2);
        ClearedWeights.clearUnit(network, values, "right.weight", 0);
        ClearedWeights.clearUnit(network, values, "right.bias", 0);
        LiveUnits live = LiveUnits.of(network, values);
        assertThat(live.count("left")).isEqualTo(2);
        assertThat(live.isLive("left", 2)).isFalse();
        assertThat(live.isLive("right", 0)).isFalse();
        assertThat(Compaction.of(network, live).kept("both")).containsExactly(0, 1, 4, 5, 6);
    }

    /** conv1 -> squeeze (mean, fc1, relu, fc2, sigmoid) -> excite -> mean -> head. */
    private static Network squeezed() {
        return new Network(
                "squeezed",
                new Shape(1, 4, 4),
                List.of(
                        new Node("conv1", new Conv(1, 3, 3, 1, 1, 1, Bias.PRESENT), List.of(Node.INPUT)),
                        new Node("mean", new GlobalAveragePool(), List.of("conv1")),
                        new Node("fc1", new Gemm(3, 2), List.of("mean")),
                        new Node("relu", new Relu(), List.of("fc1")),
                        new Node("fc2", new Gemm(2, 3), List.of("relu")),
                        new Node("gate", new Sigmoid(), List.of("fc2")),
                        new Node("excite", new Mul(), List.of("conv1", "gate")),
                        new Node("mean2", new GlobalAveragePool(), List.of("excite")),
                        new Node("head", new Gemm(3, 2), List.of("mean2"))));
    }

    @Test
    void cutsAGateWithTheChannelThatItGates() {
        Network network = squeezed();
        float[] values = ClearedWeights.dense(network);
        ClearedWeights.clearUnit(network, values, "conv1.weight", 1);
        ClearedWeights.clearUnit(network, values, "conv1.bias", 1);
        LiveUnits live = LiveUnits.of(network, values);
        assertThat(live.count("conv1")).isEqualTo(2);
        assertThat(live.isLive("fc2", 1)).as("0 times a gate that is not 0").isFalse();
        assertThat(live.count("fc1")).isEqualTo(2);
    }

    @Test
    void keepsAChannelThatFeedsItsGateAlthoughNobodyElseReadsIt() {
        Network network = squeezed();
        float[] values = ClearedWeights.dense(network);
        ClearedWeights.clearInput(network, values, "head.weight", 1);
        assertThat(LiveUnits.of(network, values).count("conv1")).isEqualTo(3);
        ClearedWeights.clearInput(network, values, "fc1.weight", 1);
        assertThat(LiveUnits.of(network, values).count("conv1")).isEqualTo(2);
    }
}
