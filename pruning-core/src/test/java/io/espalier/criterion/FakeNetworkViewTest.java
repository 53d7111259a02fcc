package io.espalier.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.criterion.DoubleNetwork.Flow;
import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.op.Tanh;
import io.espalier.prune.Nets;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FakeNetworkViewTest {
    private static final double STEP = 1e-5;

    static Stream<Network> networks() {
        return Stream.of(Nets.mlp(new Tanh(), 4, 5, 3), Nets.mlp(new Sigmoid(), 4, 5, 3), Nets.conv(), Nets.residual());
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    /** Central difference of the loss when the given parameters all grow by a factor or, alone, by a step. */
    private static double slope(FakeNetworkView view, double[] direction, int examples) {
        double[] up = doubles(view.weights());
        double[] down = up.clone();
        for (int i = 0; i < direction.length; i++) {
            up[i] += STEP * direction[i];
            down[i] -= STEP * direction[i];
        }
        return (view.loss(up, examples) - view.loss(down, examples)) / (2 * STEP);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientIsTheSlopeOfTheLoss(Network network) {
        FakeNetworkView view = Fixtures.view(network, 3);
        float[] gradient = view.gradient(6);
        for (Layout.Slot slot : network.layout().slots()) {
            for (int i = slot.offset();
                    i < slot.end() && slot.parameter().role().isTrained();
                    i++) {
                double[] direction = new double[gradient.length];
                direction[i] = 1;
                assertThat((double) gradient[i])
                        .as(slot.parameter().name())
                        .isCloseTo(slope(view, direction, 6), within(1e-7));
            }
        }
    }

    @Test
    void squaredGradientIsTheMeanOfSquaresOfSingleExamples() {
        Network network = Nets.conv();
        Dataset data = Fixtures.data(network, 4, 8);
        float[] weights = Fixtures.weights(network, 3);
        float[] squared = new FakeNetworkView(network, weights, data, RandomKey.of(1)).squaredGradient(4);
        double[] expected = new double[weights.length];
        for (int e = 0; e < 4; e++) {
            Dataset one = data.select(new int[] {e});
            float[] gradient = new FakeNetworkView(network, weights, one, RandomKey.of(1)).gradient(1);
            for (int i = 0; i < expected.length; i++) {
                expected[i] += (double) gradient[i] * gradient[i] / 4;
            }
        }
        assertThat(doubles(squared)).containsExactly(expected, within(1e-6));
    }

    @Test
    void curvatureOfUnsharedWeightsIsTheDiagonalOfGaussNewton() {
        Network network = Nets.mlp(new Tanh(), 4, 5, 3);
        FakeNetworkView view = Fixtures.view(network, 3);
        float[] curvature = view.curvature(1);
        for (Layout.Slot slot : network.layout().slots(Role.WEIGHT)) {
            for (int i = slot.offset(); i < slot.end(); i++) {
                assertThat((double) curvature[i]).isCloseTo(gaussNewton(network, view, i), within(1e-6));
            }
        }
    }

    /** j' (diag(p) - pp') j for the first example, j the slope of the logits by parameter i, by differences. */
    private static double gaussNewton(Network network, FakeNetworkView view, int i) {
        double[] up = doubles(view.weights());
        double[] down = up.clone();
        up[i] += STEP;
        down[i] -= STEP;
        double[] above = logits(network, up);
        double[] below = logits(network, down);
        double[] p = softmax(logits(network, doubles(view.weights())));
        double square = 0;
        double mean = 0;
        for (int k = 0; k < p.length; k++) {
            double j = (above[k] - below[k]) / (2 * STEP);
            square += p[k] * j * j;
            mean += p[k] * j;
        }
        return square - mean * mean;
    }

    @Test
    void curvatureOfASharedWeightSumsOverItsUses() {
        Network network = Nets.residual();
        FakeNetworkView view = Fixtures.view(network, 3);
        double[] parameters = doubles(view.weights());
        DoubleNetwork whole = new DoubleNetwork(network, parameters, Flow.WHOLE);
        double[] input = firstInput(network);
        double[] p = softmax(logits(network, parameters));
        double[] expected = new double[network.layout().size()];
        var values = whole.forward(input);
        double[][] jacobian = new double[p.length][];
        for (int k = 0; k < p.length; k++) {
            double[] one = new double[p.length];
            one[k] = 1;
            jacobian[k] = whole.backward(values, one).get("conv1");
        }
        double[] x = values.get("relu1");
        whole.uses(network.weighted().get(1), (to, from, weight) -> {
            double square = 0;
            double mean = 0;
            for (int k = 0; k < p.length; k++) {
                square += p[k] * jacobian[k][to] * jacobian[k][to];
                mean += p[k] * jacobian[k][to];
            }
            expected[weight] += (square - mean * mean) * x[from] * x[from];
        });
        Layout.Slot slot = network.layout().slot("conv1.weight");
        float[] curvature = view.curvature(1);
        for (int i = slot.offset(); i < slot.end(); i++) {
            assertThat((double) curvature[i]).isCloseTo(expected[i], within(1e-6));
        }
    }

    private static double[] firstInput(Network network) {
        Dataset data = Fixtures.data(network, 6, 4);
        return Arrays.copyOf(doubles(data.features()), network.input().elements());
    }

    private static double[] logits(Network network, double[] parameters) {
        DoubleNetwork whole = new DoubleNetwork(network, parameters, Flow.WHOLE);
        return whole.forward(firstInput(network)).get(whole.last().name());
    }

    private static double[] softmax(double[] logits) {
        double sum = Arrays.stream(logits).map(Math::exp).sum();
        return Arrays.stream(logits).map(z -> Math.exp(z) / sum).toArray();
    }

    @Test
    void activationTaylorOfTheLogitsIsTheirProductWithTheirSlope() {
        Network network = Nets.mlp(4, 5, 3);
        FakeNetworkView view = Fixtures.view(network, 3);
        double[] z = logits(network, doubles(view.weights()));
        double[] p = softmax(z);
        int label = ClassTargets.of(Fixtures.data(network, 6, 4)).labels()[0];
        for (int k = 0; k < 3; k++) {
            double slope = p[k] - (k == label ? 1 : 0);
            assertThat(view.activationTaylor(1, NetworkView.Cancellation.ABSENT)[1][k])
                    .isCloseTo(Math.abs(z[k] * slope), within(1e-9));
        }
    }

    @Test
    void activationTaylorOfANeuronIsTheSlopeOfTheLossByAGateOnIt() {
        Network network = Nets.mlp(4, 5, 3);
        FakeNetworkView view = Fixtures.view(network, 3);
        Layout.Slot readers = network.layout().slot("fc2.weight");
        for (int unit = 0; unit < 5; unit++) {
            double[] direction = new double[view.weights().length];
            for (int row = 0; row < 3; row++) {
                int i = readers.offset() + row * 5 + unit;
                direction[i] = view.weights()[i];
            }
            assertThat(view.activationTaylor(1, NetworkView.Cancellation.ABSENT)[0][unit])
                    .isCloseTo(Math.abs(slope(view, direction, 1)), within(1e-8));
        }
    }

    @Test
    void activationTaylorOfAFilterIsAMeanOverPositionsBehindNormAndNonlinearity() {
        Network network = Nets.conv();
        FakeNetworkView view = Fixtures.view(network, 3);
        for (int filter = 0; filter < 3; filter++) {
            double[] direction = new double[view.weights().length];
            for (String part : new String[] {"norm1.scale", "norm1.shift"}) {
                int i = network.layout().slot(part).offset() + filter;
                direction[i] = view.weights()[i];
            }
            double gate = slope(view, direction, 1);
            assertThat(view.activationTaylor(1, NetworkView.Cancellation.ABSENT)[0][filter])
                    .isCloseTo(Math.abs(gate) / 36, within(1e-8));
        }
    }

    @Test
    void synapticGradientMatchesTheProductOfMatrices() {
        Network network = Nets.mlp(2, 2, 1);
        Layout layout = network.layout();
        float[] weights = new float[layout.size()];
        int fc1 = layout.slot("fc1.weight").offset();
        int fc2 = layout.slot("fc2.weight").offset();
        System.arraycopy(new float[] {1, -2, -3, 4}, 0, weights, fc1, 4);
        System.arraycopy(new float[] {-5, 6}, 0, weights, fc2, 2);
        weights[layout.slot("fc1.bias").offset()] = 100;
        double[] gradient =
                new FakeNetworkView(network, weights, Fixtures.data(network, 1, 1), RandomKey.of(1)).synapticGradient();
        double flow = 5 * 3 + 6 * 7;
        assertThat(Arrays.copyOfRange(gradient, fc1, fc1 + 4)).containsExactly(5 / flow, 5 / flow, 6 / flow, 6 / flow);
        assertThat(Arrays.copyOfRange(gradient, fc2, fc2 + 2)).containsExactly(3 / flow, 7 / flow);
        assertThat(gradient[layout.slot("fc1.bias").offset()]).isZero();
    }
}
