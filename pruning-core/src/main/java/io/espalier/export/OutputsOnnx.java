package io.espalier.export;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.espalier.data.FeatureScaling;
import io.espalier.network.onnx.Attributes;
import io.espalier.network.onnx.OnnxGraph;
import io.espalier.network.op.Shape;
import java.util.List;

/** The outputs of an ONNX graph: what the network gives as it is, or values brought to their own unit in doubles. */
record OutputsOnnx(OnnxGraph graph, Outputs outputs) {
    /** The tensor that the network itself gives. */
    String given() {
        return outputs.scaling() == null ? outputs.name() : outputs.name() + "/scaled";
    }

    /** Adds what comes behind the network, which gives this shape. */
    void write(Shape shape) {
        FeatureScaling scaling = outputs.scaling();
        if (scaling == null) {
            graph.output(outputs.name(), shape);
        } else {
            restore(scaling);
            graph.outputOfDoubles(outputs.name(), shape);
        }
    }

    private void restore(FeatureScaling scaling) {
        List<Integer> dims = List.of(outputs.count());
        String exact = graph.node(
                "Cast",
                outputs.name() + "/Cast",
                List.of(given()),
                Attributes.integer("to", DataType.DOUBLE.getNumber()));
        String scale = graph.constant(outputs.name() + "-scale", dims, scaling.scale());
        String scaled = graph.node("Mul", outputs.name() + "/Mul", List.of(exact, scale));
        graph.node(
                "Add",
                outputs.name(),
                List.of(scaled, graph.constant(outputs.name() + "-shift", dims, scaling.shift())));
    }
}
