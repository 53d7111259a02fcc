package io.espalier.network.onnx;

/** How a node of a file becomes a part of a network. */
@FunctionalInterface
interface OnnxReading {
    /** @throws UnreadableException if it cannot */
    void read(OnnxNode node);
}
