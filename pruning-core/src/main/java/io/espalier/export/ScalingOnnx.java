package io.espalier.export;

import io.espalier.data.FeatureScaling;
import io.espalier.network.onnx.OnnxGraph;
import io.espalier.network.op.Shape;
import java.util.List;

/** Feature scaling as nodes of an ONNX graph: (x - shift) / scale, by one number each where all features share it. */
final class ScalingOnnx {
    private final OnnxGraph graph;
    private final List<Integer> dims;

    ScalingOnnx(OnnxGraph graph, Shape input) {
        this.graph = graph;
        this.dims = OnnxGraph.dims(input);
    }

    /** Adds the nodes; gives the name of the scaled tensor back. */
    String write(String raw, FeatureScaling scaling) {
        FloatScaling floats = FloatScaling.of(scaling);
        String near = step("Sub", raw, "input-shift", floats.shift(), 0);
        String shifted = step("Sub", near, "input-shift-rest", floats.rest(), 0);
        return step("Div", shifted, "input-scale", floats.scale(), 1);
    }

    /** @param neutral the number by which nothing changes */
    private String step(String operator, String x, String name, float[] values, float neutral) {
        if (FloatScaling.isAll(values, neutral)) {
            return x;
        }
        String constant = FloatScaling.isAll(values, values[0])
                ? graph.constant(name, List.of(), new float[] {values[0]})
                : graph.constant(name, dims, values);
        return graph.node(operator, name + "/" + operator, List.of(x, constant));
    }
}
