package io.espalier.network.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.LeNet300100;
import io.espalier.network.zoo.LeNet5Caffe;
import io.espalier.network.zoo.Mlp;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveUnitsTest {
    private static Network mlp(Mlp.Activation activation) {
        return new Mlp(List.of(4, 3), activation).build(Shape.vector(5), 2);
    }

    @Test
    void namesDenseArchitecturesAsPapersDo() {
        Network lenet300 = new LeNet300100().build(new Shape(1, 28, 28), 10);
        Network lenet5 = new LeNet5Caffe().build(new Shape(1, 28, 28), 10);
        assertThat(LiveUnits.of(lenet300, ClearedWeights.dense(lenet300)).architecture())
                .isEqualTo("784-300-100");
        assertThat(LiveUnits.of(lenet5, ClearedWeights.dense(lenet5)).architecture())
                .isEqualTo("20-50-800-500");
    }

    @Test
    void findsAUnitWithoutIncomingWeightsDead() {
        Network network = mlp(Mlp.Activation.RELU);
        float[] values = ClearedWeights.dense(network);
        ClearedWeights.clearUnit(network, values, "fc1.weight", 1);
        assertThat(LiveUnits.of(network, values).architecture())
                .as("its bias is read")
                .isEqualTo("5-4-3");
        ClearedWeights.clearUnit(network, values, "fc1.bias", 1);
        LiveUnits live = LiveUnits.of(network, values);
        assertThat(live.architecture()).isEqualTo("5-3-3");
        assertThat(live.isLive("fc1", 1)).isFalse();
        assertThat(live.isLive("fc1", 2)).isTrue();
    }

    @Test
    void findsARectifiedUnitWithNegativeConstantDead() {
        Network network = mlp(Mlp.Activation.RELU);
        float[] values = ClearedWeights.dense(network);
        ClearedWeights.clearUnit(network, values, "fc1.weight", 1);
        ClearedWeights.set(network, values, "fc1.bias", 1, -0.5f);
        assertThat(LiveUnits.of(network, values).count("fc1")).isEqualTo(3);
    }

    @Test
    void keepsASigmoidUnitThatStandsAtOneHalf() {
        Network network = mlp(Mlp.Activation.SIGMOID);
        float[] values = ClearedWeights.dense(network);
        ClearedWeights.clearUnit(network, values, "fc1.weight", 1);
        ClearedWeights.clearUnit(network, values, "fc1.bias", 1);
        assertThat(LiveUnits.of(network, values).count("fc1")).isEqualTo(4);
        ClearedWeights.clearInput(network, values, "fc2.weight", 1);
        assertThat(LiveUnits.of(network, values).count("fc1")).isEqualTo(3);
    }

    @Test
    void carriesDeathBackwardsThroughLayers() {
        Network network = mlp(Mlp.Activation.TANH);
        float[] values = ClearedWeights.dense(network);
        for (int unit = 0; unit < 3; unit++) {
            if (unit != 2) {
                ClearedWeights.clearInput(network, values, "fc3.weight", unit);
            }
        }
        ClearedWeights.set(network, values, "fc2.weight", 2 * 4 + 3, 0);
        LiveUnits live = LiveUnits.of(network, values);
        assertThat(live.architecture())
                .as("fc1 unit 3 is read by dead units alone")
                .isEqualTo("5-3-1");
    }

    @Test
    void carriesDeathForwardsThroughLayers() {
        Network network = mlp(Mlp.Activation.RELU);
        float[] values = ClearedWeights.dense(network);
        for (int unit = 0; unit < 4; unit++) {
            ClearedWeights.clearUnit(network, values, "fc1.weight", unit);
            ClearedWeights.clearUnit(network, values, "fc1.bias", unit);
        }
        ClearedWeights.clearUnit(network, values, "fc2.bias", 0);
        LiveUnits live = LiveUnits.of(network, values);
        assertThat(live.architecture())
                .as("fc2 keeps the two units with a bias")
                .isEqualTo("0-0-2");
    }

    @Test
    void countsInputsThatNobodyReads() {
        Network network = mlp(Mlp.Activation.RELU);
        float[] values = ClearedWeights.dense(network);
        ClearedWeights.clearInput(network, values, "fc1.weight", 4);
        LiveUnits live = LiveUnits.of(network, values);
        assertThat(live.architecture()).isEqualTo("4-4-3");
        assertThat(live.isLive(Node.INPUT, 4)).isFalse();
    }
}
