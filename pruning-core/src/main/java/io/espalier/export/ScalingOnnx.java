package io.espalier.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.espalier.data.FeatureScaling;
import io.espalier.network.onnx.Attributes;
import io.espalier.network.onnx.OnnxGraph;
import io.espalier.network.op.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * The input of an ONNX graph and its scaling, (x - shift) / scale, by one number each where all features share it: floats
 * in single precision; doubles, where floats are too coarse, in double precision, and the scaled features are floats; tokens are 32-bit integers that nothing scales.
 */
final class ScalingOnnx {
    private static final String INPUT = "input";
    private static final String SHIFT = "input-shift";
    private static final String SCALE = "input-scale";

    private final OnnxGraph graph;
    private final Shape shape;

    ScalingOnnx(OnnxGraph graph, Shape shape) {
        this.graph = graph;
        this.shape = shape;
    }

    /** Adds them; gives the name of the scaled tensor back. */
    String write(DeployedNetwork network) {
        if (network.network().tokens().isPresent()) {
            return inIntegers(graph.inputOfIntegers(INPUT, shape));
        }
        return network.takesDoubles()
                ? inDoubles(graph.inputOfDoubles(INPUT, shape), network.scaling())
                : inFloats(graph.input(INPUT, shape), FloatScaling.of(network.scaling()));
    }

    private String inIntegers(String tokens) {
        AttributeProto floats = Attributes.integer("to", DataType.FLOAT.getNumber());
        return graph.node("Cast", INPUT + "/Cast", List.of(tokens), floats);
    }

    private String inDoubles(String raw, FeatureScaling scaling) {
        String shifted = graph.node("Sub", SHIFT + "/Sub", List.of(raw, constant(SHIFT, scaling.shift())));
        String scaled = graph.node("Div", SCALE + "/Div", List.of(shifted, constant(SCALE, scaling.scale())));
        return graph.node(
                "Cast", SCALE + "/Cast", List.of(scaled), Attributes.integer("to", DataType.FLOAT.getNumber()));
    }

    private String constant(String name, double[] values) {
        return Arrays.stream(values).allMatch(value -> value == values[0])
                ? graph.constant(name, List.of(), new double[] {values[0]})
                : graph.constant(name, OnnxGraph.dims(shape), values);
    }

    private String inFloats(String raw, FloatScaling scaling) {
        String near = step("Sub", raw, SHIFT, scaling.shift(), 0);
        String shifted = step("Sub", near, SHIFT + "-rest", scaling.rest(), 0);
        return step("Div", shifted, SCALE, scaling.scale(), 1);
    }

    /** @param neutral the number by which nothing changes */
    private String step(String operator, String x, String name, float[] values, float neutral) {
        if (FloatScaling.isAll(values, neutral)) {
            return x;
        }
        String constant = FloatScaling.isAll(values, values[0])
                ? graph.constant(name, List.of(), new float[] {values[0]})
                : graph.constant(name, OnnxGraph.dims(shape), values);
        return graph.node(operator, name + "/" + operator, List.of(x, constant));
    }
}
