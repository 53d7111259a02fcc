package io.espalier.network;

import static io.espalier.schema.InvalidValueException.check;

import io.espalier.schema.Default;
import java.util.List;
import java.util.Locale;

/**
 * A multilayer perceptron: fully connected layers {@code fc1}, {@code fc2}, ..., all but the last with an activation.
 * An input with positions is flattened. No hidden layers make it softmax regression. Weights start as He et al. for
 * ReLU and as Glorot and Bengio otherwise.
 */
public record Mlp(
        @Default("[64, 32]") List<Integer> hidden,
        @Default("relu") Activation activation) implements NetworkFamily {
    /** The nonlinearity behind each hidden layer. */
    public enum Activation {
        RELU,
        SIGMOID,
        TANH;

        private String suffix() {
            return name().toLowerCase(Locale.ROOT);
        }

        private Op op() {
            return switch (this) {
                case RELU -> new Op.Relu();
                case SIGMOID -> new Op.Sigmoid();
                case TANH -> new Op.Tanh();
            };
        }

        private Initialization initialization() {
            return this == RELU ? Initialization.HE_NORMAL : Initialization.GLOROT_NORMAL;
        }
    }

    public Mlp {
        hidden = List.copyOf(hidden);
        check(hidden.stream().allMatch(w -> w >= 1), "hidden", hidden, "hold widths of at least 1");
    }

    public Mlp() {
        this(List.of(64, 32), Activation.RELU);
    }

    @Override
    public Network build(Shape input, int classes) {
        return build("mlp", input, classes, activation.initialization());
    }

    Network build(String name, Shape input, int classes, Initialization initialization) {
        NetworkBuilder network = new NetworkBuilder(name, input, initialization);
        for (int i = 0; i < hidden.size(); i++) {
            network.gemm("fc" + (i + 1), hidden.get(i)).activation(activation.suffix(), activation.op());
        }
        return network.gemm("fc" + (hidden.size() + 1), classes).build();
    }

    @Override
    public Mlp scaled(double width) {
        return new Mlp(hidden.stream().map(w -> NetworkFamily.scaled(w, width)).toList(), activation);
    }
}
