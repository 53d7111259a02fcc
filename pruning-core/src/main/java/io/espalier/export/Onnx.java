package io.espalier.export;

import io.espalier.data.Dataset;
import io.espalier.network.Network;
import io.espalier.network.onnx.OnnxGraph;
import io.espalier.network.onnx.OnnxOperators;
import io.espalier.network.onnx.OnnxWriter;
import java.util.Optional;

/**
 * ONNX in single precision: input {@code input} of raw features, output {@code logits} of classes or {@code values} in the
 * target's own unit as doubles, a batch of any size. Features are doubles where floats are too coarse for them, as for times
 * in seconds since 1970. Labels and lineage are in the metadata.
 */
public record Onnx() implements ExportFormat {
    static final String PRODUCER = "Espalier";

    /** The format of ONNX that a network ships in: integers where it ships with rounded activations. */
    public static ExportFormat of(DeployedNetwork network) {
        return network.integers() == null ? new Onnx() : new OnnxInt8();
    }

    @Override
    public Optional<String> advice(DeployedNetwork network) {
        return VectorAdvice.of(network.network());
    }

    @Override
    public Artifact write(DeployedNetwork network, String name, Dataset calibration) throws ExportException {
        return write(network, name);
    }

    /** The same: activations are not rounded, so nothing is calibrated. */
    public Artifact write(DeployedNetwork network, String name) throws ExportException {
        return new OnnxFile(name(), name + ".onnx", model(network));
    }

    private byte[] model(DeployedNetwork network) throws ExportException {
        return model(name(), network, network.network(), network.weights().values());
    }

    /** The file of a network with the same logits as the deployed one. */
    static byte[] model(String format, DeployedNetwork deployed, Network network, float[] weights)
            throws ExportException {
        OnnxGraph graph = new OnnxGraph(network.name());
        OutputsOnnx outputs = new OutputsOnnx(graph, deployed.outputs());
        String scaled = new ScalingOnnx(graph, network.input()).write(deployed);
        ExportException.requireOperators(format, network.nodes(), OnnxOperators.all());
        new OnnxWriter(network, weights, graph).write(scaled, outputs.given());
        outputs.write(network.output());
        return graph.toFile(PRODUCER, Metadata.of(deployed));
    }
}
