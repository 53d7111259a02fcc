package io.espalier.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.Shape;
import io.espalier.prune.Granularity;
import io.espalier.prune.Groups;
import io.espalier.prune.Nets;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelevanceTest {
    /** Two inputs, two ReLU units, two classes, by hand: z+ sends all of a logit to the terms that raise it. */
    @Test
    void relevanceOfATinyNetworkIsAsWorkedOutByHand() {
        Network tiny = Nets.mlp(2, 2, 2);
        float[] values = new float[tiny.layout().size()];
        System.arraycopy(
                new float[] {1, 2, -1, 1},
                0,
                values,
                tiny.layout().slot("fc1.weight").offset(),
                4);
        System.arraycopy(
                new float[] {3, 4, 1, -1},
                0,
                values,
                tiny.layout().slot("fc2.weight").offset(),
                4);
        Dataset one = new Dataset(Shape.vector(2), 2, new float[] {1, 2}, new int[] {0});
        NetworkView at = new FakeNetworkView(tiny, values, one, RandomKey.of(1));
        NetworkView.Relevance plus = at.relevance(1, new RelevanceRule.ZPlus(1e-12));
        assertThat(plus.ofUnits()[1]).as("logits 5 x 3 + 1 x 4").containsExactly(new double[] {19, 0}, within(1e-9));
        assertThat(plus.ofUnits()[0]).containsExactly(new double[] {15, 4}, within(1e-9));
        assertThat(Arrays.copyOf(plus.ofWeights(), 4))
                .as("1 + 4 of 5, 0 + 2 of 2")
                .containsExactly(new double[] {3, 12, 0, 4}, within(1e-9));
        NetworkView.Relevance epsilon = at.relevance(1, new RelevanceRule.Epsilon(1e-12));
        assertThat(Arrays.copyOf(epsilon.ofWeights(), 4))
                .as("1 + 4 of 5, -1 + 2 of 1")
                .containsExactly(new double[] {3, 12, -4, 8}, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "conv", "residual"})
    void zPlusConservesRelevanceFromLayerToLayer(String which) {
        Network deep =
                which.equals("mlp") ? Nets.mlp(5, 7, 4, 3) : which.equals("conv") ? Nets.conv() : Nets.residual();
        float[] values = Fixtures.weights(deep, 5);
        for (Layout.Slot slot : deep.layout().slots(Role.WEIGHT)) {
            for (int i = slot.offset(); i < slot.end(); i++) {
                values[i] = Math.abs(values[i]) + 0.1f; // something raises every output
            }
        }
        Dataset data = Fixtures.data(deep, 4, 6);
        for (int i = 0; i < data.features().length; i++) {
            data.features()[i] = Math.abs(data.features()[i]);
        }
        FakeNetworkView fake = new FakeNetworkView(deep, values, data, RandomKey.of(1));
        double[][] ofUnits = fake.relevance(4, new RelevanceRule.ZPlus(1e-12)).ofUnits();
        double total = Arrays.stream(ofUnits[ofUnits.length - 1]).sum();
        double mean = IntStream.range(0, 4)
                .mapToDouble(e -> fake.logits(e)[ClassTargets.of(data).labels()[e]])
                .average()
                .orElseThrow();
        assertThat(total).isCloseTo(mean, within(1e-9));
        double first =
                which.equals("residual") ? total : Arrays.stream(ofUnits[0]).sum();
        assertThat(first / total).isCloseTo(1, within(1e-6));
        double entering = Arrays.stream(new Lrp(4, new RelevanceRule.ZPlus(1e-12))
                        .score(fake, Groups.of(deep, new Granularity.Weight(), OutputLayerPolicy.PRUNE)))
                .limit(deep.layout().slots(Role.WEIGHT).get(0).parameter().size())
                .sum();
        assertThat(entering / total).isCloseTo(1, within(1e-6));
    }
}
