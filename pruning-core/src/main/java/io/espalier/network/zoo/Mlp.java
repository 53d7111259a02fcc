package io.espalier.network.zoo;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Initialization;
import io.espalier.network.Network;
import io.espalier.network.NetworkBuilder;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Op;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.op.Tanh;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A multilayer perceptron: fully connected layers {@code fc1}, {@code fc2}, ..., all but the last with an activation.
 * An input with positions is flattened. No hidden layers make it softmax regression.
 *
 * @param hidden units of each hidden layer
 * @param activation the nonlinearity after each hidden layer
 * @param bottleneck units of one more layer before the last, without an activation (a linear bottleneck); null for none
 * @param initialization null for that of He et al. if the activation is ReLU, of Glorot and Bengio otherwise
 */
public record Mlp(
        @Default("[64, 32]") List<Integer> hidden,
        @Default("relu") Activation activation,
        @Nullable Integer bottleneck,
        @Nullable Initialization initialization)
        implements NetworkFamily {
    /** The nonlinearity behind each hidden layer. */
    public enum Activation {
        /** max(0, x). */
        RELU,
        /** 1 / (1 + exp(-x)). */
        SIGMOID,
        /** The hyperbolic tangent. */
        TANH;

        private String suffix() {
            return name().toLowerCase(Locale.ROOT);
        }

        private Op op() {
            return switch (this) {
                case RELU -> new Relu();
                case SIGMOID -> new Sigmoid();
                case TANH -> new Tanh();
            };
        }

        private Initialization initialization() {
            return this == RELU ? new Initialization.HeNormal() : new Initialization.GlorotNormal();
        }
    }

    public Mlp {
        hidden = List.copyOf(hidden);
        check(hidden.stream().allMatch(w -> w >= 1), "hidden", hidden, "hold widths of at least 1");
        check(bottleneck == null || bottleneck >= 1, "bottleneck", bottleneck, "be at least 1");
    }

    public Mlp(List<Integer> hidden, Activation activation) {
        this(hidden, activation, null, null);
    }

    public Mlp() {
        this(List.of(64, 32), Activation.RELU);
    }

    @Override
    public Network build(Shape input, int classes) {
        return build("mlp", input, classes, initialization == null ? activation.initialization() : initialization);
    }

    Network build(String name, Shape input, int classes, Initialization initialization) {
        NetworkBuilder network = new NetworkBuilder(name, input, initialization);
        int layers = 0;
        for (int width : hidden) {
            network.gemm("fc" + ++layers, width).activation(activation.suffix(), activation.op());
        }
        if (bottleneck != null) {
            network.gemm("fc" + ++layers, bottleneck);
        }
        return network.gemm("fc" + ++layers, classes).build();
    }

    @Override
    public Mlp scaled(double width) {
        return new Mlp(
                hidden.stream().map(w -> NetworkFamily.scaled(w, width)).toList(),
                activation,
                bottleneck == null ? null : (Integer) NetworkFamily.scaled(bottleneck, width),
                initialization);
    }
}
