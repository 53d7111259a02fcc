package io.espalier.network.op;

import io.espalier.network.Parameter;
import io.espalier.network.Shape;
import java.util.List;

/** An operator, named as in ONNX's operator set. Engines and cost models exhaust this list. */
public sealed interface Op
        permits Add,
                AveragePool,
                BatchNormalization,
                Conv,
                Flatten,
                Gemm,
                GlobalAveragePool,
                MaxPool,
                Relu,
                Sigmoid,
                Tanh {
    /** The shape of the output for inputs of these shapes. */
    Shape output(List<Shape> inputs);

    /** What the operator owns when it stands in a node of this name. */
    default List<Parameter> parameters(String node) {
        return List.of();
    }

    /** Multiply-accumulates per example, biases, norms and element-wise work not counted. */
    default long macs(List<Shape> inputs) {
        return 0;
    }
}
