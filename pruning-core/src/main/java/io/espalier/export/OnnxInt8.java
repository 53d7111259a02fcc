package io.espalier.export;

import io.espalier.binding.Name;
import io.espalier.data.Dataset;
import io.espalier.engine.Engine;
import io.espalier.export.fusion.FusedNetwork;
import io.espalier.export.int8.IntegerInference;
import io.espalier.export.int8.QuantizedNetwork;
import io.espalier.network.onnx.OnnxGraph;
import java.util.Optional;

/**
 * ONNX in 8-bit integers: weights by output channel, activations by tensor, calibrated on training examples, written as
 * pairs of QuantizeLinear and DequantizeLinear that runtimes fuse into integer operators. Input and output are floats.
 */
@Name("onnx-int8")
public record OnnxInt8() implements ExportFormat {
    @Override
    public boolean isExact() {
        return false;
    }

    @Override
    public Optional<String> advice(DeployedNetwork network) {
        return VectorAdvice.of(network.network());
    }

    @Override
    public Artifact write(DeployedNetwork network, String name, Dataset calibration) throws ExportException {
        OnnxGraph graph = new OnnxGraph(network.network().name());
        OutputsOnnx outputs = new OutputsOnnx(graph, network.outputs());
        String scaled = new ScalingOnnx(graph, network.network().input()).write(network);
        new QuantizedOnnx(quantized(name(), network, calibration), graph).write(scaled, outputs.given());
        outputs.write(network.network().output());
        return new OnnxFile(name(), name + ".int8.onnx", graph.toFile(Onnx.PRODUCER, Metadata.of(network)));
    }

    /**
     * The network in integers, for any format: as it ships, where it ships with rounded activations.
     *
     * @throws ExportException if integer arithmetic is not supported for an operator
     */
    public static QuantizedNetwork quantized(String format, DeployedNetwork network, Dataset calibration)
            throws ExportException {
        if (network.integers() != null) {
            return network.integers();
        }
        FusedNetwork fused =
                FusedNetwork.of(network.network(), network.weights().values());
        ExportException.requireOperators(format, fused.operators(), IntegerInference.operators());
        return QuantizedNetwork.of(fused, calibration, Engine.ofProcess());
    }
}
