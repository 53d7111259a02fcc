package io.espalier.network.onnx;

/** How a node of a file becomes a part of a network. */
@FunctionalInterface
interface OnnxReading {
    /** @throws RuntimeException that tells why it cannot: {@link UnreadableException}, or what an operator refuses by */
    void read(OnnxNode node);
}
