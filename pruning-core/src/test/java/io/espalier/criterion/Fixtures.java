package io.espalier.criterion;

import io.espalier.data.Dataset;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;
import java.util.stream.IntStream;

/** Random weights and examples for tests. */
public final class Fixtures {
    private Fixtures() {}

    /** Normal weights of deviation 0.5, biases and means included; scales and variances stay positive. */
    public static float[] weights(Network network, long seed) {
        float[] weights = new float[network.layout().size()];
        for (Layout.Slot slot : network.layout().slots()) {
            Role role = slot.parameter().role();
            boolean positive = role == Role.SCALE || role == Role.RUNNING_VARIANCE;
            for (int i = slot.offset(); i < slot.end(); i++) {
                double normal = 0.5 * RandomKey.of(seed).gaussian(i);
                weights[i] = (float) (positive ? 0.5 + Math.abs(normal) : normal);
            }
        }
        return weights;
    }

    /** Standard normal features, or any tokens, and uniform labels. */
    public static Dataset data(Network network, int examples, long seed) {
        Shape shape = network.input();
        RandomKey key = RandomKey.of(seed);
        float[] features = new float[examples * shape.elements()];
        for (int i = 0; i < features.length; i++) {
            features[i] =
                    network.tokens().isPresent() ? key.index(i, network.tokens().getAsInt()) : (float) key.gaussian(i);
        }
        int[] labels = IntStream.range(0, examples)
                .map(e -> key.with("label").index(e, network.classes()))
                .toArray();
        return new Dataset(shape, network.classes(), features, labels);
    }

    /** Weights of this seed on six examples of the next. */
    public static FakeNetworkView view(Network network, long seed) {
        return new FakeNetworkView(network, weights(network, seed), data(network, 6, seed + 1), RandomKey.of(seed));
    }

    /** The logits of one example in double arithmetic. */
    public static double[] logits(Network network, float[] weights, long seed) {
        FakeNetworkView view = new FakeNetworkView(network, weights, data(network, 1, seed), RandomKey.of(seed));
        return view.logits(0);
    }
}
