package io.espalier.network.onnx;

/** Why one node of a file cannot be taken; the reader adds which. */
final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String reason) {
        super(reason);
    }
}
