package io.espalier.export;

import io.espalier.data.Dataset;
import io.espalier.network.onnx.OnnxGraph;
import io.espalier.network.onnx.OnnxOperators;
import io.espalier.network.onnx.OnnxWriter;
import io.espalier.network.op.Shape;

/**
 * ONNX in single precision: input {@code input} of raw features, output {@code logits}, a batch of any size. Features are
 * doubles where floats are too coarse for them, as for times in seconds since 1970. Labels and lineage are in the metadata.
 */
public record Onnx() implements ExportFormat {
    static final String LOGITS = "logits";
    static final String PRODUCER = "Espalier";

    @Override
    public Artifact write(DeployedNetwork network, String name, Dataset calibration) throws ExportException {
        return write(network, name);
    }

    /** The same: activations are not rounded, so nothing is calibrated. */
    public Artifact write(DeployedNetwork network, String name) throws ExportException {
        return new OnnxFile(name(), name + ".onnx", model(network));
    }

    private byte[] model(DeployedNetwork network) throws ExportException {
        OnnxGraph graph = new OnnxGraph(network.network().name());
        String scaled = new ScalingOnnx(graph, network.network().input()).write(network);
        ExportException.requireOperators(name(), network.network().nodes(), OnnxOperators.all());
        new OnnxWriter(network.network(), network.weights().values(), graph).write(scaled, LOGITS);
        graph.output(LOGITS, Shape.vector(network.network().classes()));
        return graph.toFile(PRODUCER, Metadata.of(network));
    }
}
