package io.espalier.network;

import io.espalier.network.Layout.Slot;
import io.espalier.random.RandomKey;
import java.util.Arrays;

/**
 * How the weights of a network are drawn before training: normal with mean 0 and a deviation that keeps the variance
 * of activations about equal from layer to layer. Biases and shifts start at 0, scales at what the norm says; running
 * means at 0, running variances at 1.
 */
public enum Initialization {
    /** Deviation sqrt(2 / (fan in + fan out)): Glorot and Bengio 2010. */
    GLOROT_NORMAL {
        @Override
        double deviation(Parameter weight) {
            return Math.sqrt(2.0 / (weight.fanIn() + weight.fanOut()));
        }
    },
    /** Deviation sqrt(2 / fan in), for rectified units: He et al. 2015. */
    HE_NORMAL {
        @Override
        double deviation(Parameter weight) {
            return Math.sqrt(2.0 / weight.fanIn());
        }
    };

    abstract double deviation(Parameter weight);

    /**
     * The initial parameters of a network, laid out by {@link Network#layout()}. Number i of parameter p comes from
     * {@code key.with("init").with(p)} at counter i, so it depends on no other parameter.
     */
    public static float[] weights(Network network, RandomKey key) {
        float[] values = new float[network.layout().size()];
        for (Slot slot : network.layout().slots()) {
            network.initialization().fill(values, slot, key.with("init"));
        }
        network.nodes().forEach(node -> fillScale(network, node, values));
        return values;
    }

    private static void fillScale(Network network, Node node, float[] values) {
        if (node.op() instanceof Op.BatchNormalization norm) {
            Slot slot = network.layout().slot(node.name() + ".scale");
            Arrays.fill(values, slot.offset(), slot.end(), (float) norm.initialScale());
        }
    }

    private void fill(float[] values, Slot slot, RandomKey key) {
        switch (slot.parameter().role()) {
            case WEIGHT -> draw(values, slot, key.with(slot.parameter().name()));
            case SCALE, RUNNING_VARIANCE -> Arrays.fill(values, slot.offset(), slot.end(), 1);
            case BIAS, SHIFT, RUNNING_MEAN -> Arrays.fill(values, slot.offset(), slot.end(), 0);
        }
    }

    private void draw(float[] values, Slot slot, RandomKey key) {
        double deviation = deviation(slot.parameter());
        for (int i = 0; i < slot.parameter().size(); i++) {
            values[slot.offset() + i] = (float) (deviation * key.gaussian(i));
        }
    }
}
