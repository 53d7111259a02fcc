package io.espalier.network;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.network.Layout.Slot;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Role;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * How the weights of a network are drawn before training, so that the variance of activations changes little from layer
 * to layer; an operator may say otherwise of its own. Biases and shifts start at 0 unless said otherwise, scales at what the norm says; running means at 0, running
 * variances at 1.
 */
public sealed interface Initialization {
    /** The numbers of a weight, or of the bias that is added to it, by their places. */
    IntToDoubleFunction numbers(Parameter weight, RandomKey key);

    /** Whether biases are drawn like the weights that they go with. */
    default boolean drawsBiases() {
        return false;
    }

    /** Normal with deviation sqrt(2 / (fan in + fan out)): Glorot and Bengio 2010. */
    record GlorotNormal() implements Initialization {
        @Override
        public IntToDoubleFunction numbers(Parameter weight, RandomKey key) {
            return normal(Math.sqrt(2.0 / (weight.fanIn() + weight.fanOut())), key);
        }
    }

    /** Normal with deviation sqrt(2 / fan in), for rectified units: He et al. 2015. */
    record HeNormal() implements Initialization {
        @Override
        public IntToDoubleFunction numbers(Parameter weight, RandomKey key) {
            return normal(Math.sqrt(2.0 / weight.fanIn()), key);
        }
    }

    /** Normal with deviation 1 / sqrt(fan in): LeCun et al. 1998, and what TensorFlow calls variance scaling. */
    record LecunNormal() implements Initialization {
        @Override
        public IntToDoubleFunction numbers(Parameter weight, RandomKey key) {
            return normal(1 / Math.sqrt(weight.fanIn()), key);
        }
    }

    /**
     * Normal with one deviation for all layers, whatever their fans.
     *
     * @param deviation standard deviation of every weight
     */
    record Normal(double deviation) implements Initialization {
        public Normal {
            check(deviation > 0 && Double.isFinite(deviation), "deviation", deviation, "be above 0");
        }

        @Override
        public IntToDoubleFunction numbers(Parameter weight, RandomKey key) {
            return normal(deviation, key);
        }
    }

    /** Uniform in +-1 / sqrt(fan in), biases too: what PyTorch's layers start with, a third of LeCun's variance. */
    record FanInUniform() implements Initialization {
        @Override
        public IntToDoubleFunction numbers(Parameter weight, RandomKey key) {
            double root = Math.sqrt(weight.fanIn());
            return i -> (2 * key.uniform(i) - 1) / root;
        }

        @Override
        public boolean drawsBiases() {
            return true;
        }
    }

    private static IntToDoubleFunction normal(double deviation, RandomKey key) {
        return i -> deviation * key.gaussian(i);
    }

    /**
     * The initial parameters of a network, laid out by {@link Network#layout()}. Number i of parameter p comes from
     * {@code key.with("init").with(p)} at counter i, so it depends on no other parameter.
     */
    static float[] weights(Network network, RandomKey key) {
        float[] values = new float[network.layout().size()];
        for (Slot slot : network.layout().slots()) {
            network.initialization().fill(values, slot, key.with("init"));
        }
        network.weighted().forEach(node -> drawOwn(network, node, values, key.with("init")));
        if (network.initialization().drawsBiases()) {
            network.weighted().forEach(node -> drawBias(network, node, values, key.with("init")));
        }
        return values;
    }

    private static void drawOwn(Network network, Node node, float[] values, RandomKey key) {
        Slot slot = network.layout().slot(node, Role.WEIGHT);
        node.op().initialDeviation().ifPresent(deviation -> {
            Initialization own = new Normal(deviation);
            own.draw(values, slot, slot.parameter(), key);
        });
    }

    private static void drawBias(Network network, Node node, float[] values, RandomKey key) {
        Parameter weight = network.layout().slot(node, Role.WEIGHT).parameter();
        network.layout().find(node, Role.BIAS).ifPresent(bias -> network.initialization()
                .draw(values, bias, weight, key));
    }

    private void fill(float[] values, Slot slot, RandomKey key) {
        if (slot.parameter().role() == Role.WEIGHT) {
            draw(values, slot, slot.parameter(), key);
        } else {
            Arrays.fill(
                    values, slot.offset(), slot.end(), (float) slot.parameter().initial());
        }
    }

    private void draw(float[] values, Slot slot, Parameter weight, RandomKey key) {
        IntToDoubleFunction numbers = numbers(weight, key.with(slot.parameter().name()));
        for (int i = 0; i < slot.parameter().size(); i++) {
            values[slot.offset() + i] = (float) numbers.applyAsDouble(i);
        }
    }
}
