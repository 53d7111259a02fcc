package io.espalier.pretrained;

import io.espalier.network.onnx.OnnxFiles;
import java.util.Optional;

/**
 * The kinds of file that a network is made of. A sweep's file names them by path; a trial by the SHA-256 of their bytes.
 */
public enum NetworkFile {
    /** A graph with its weights. */
    ONNX("onnx", "an ONNX file") {
        @Override
        public String add(byte[] bytes, String source) {
            return OnnxFiles.add(bytes, source);
        }

        @Override
        public Optional<byte[]> bytes(String hash) {
            return OnnxFiles.bytes(hash);
        }
    },
    /** Weights by name. */
    SAFETENSORS("safetensors", "a safetensors file") {
        @Override
        public String add(byte[] bytes, String source) {
            return WeightFiles.add(bytes, source);
        }

        @Override
        public Optional<byte[]> bytes(String hash) {
            return WeightFiles.bytes(hash);
        }
    };

    private final String key;
    private final String described;

    NetworkFile(String key, String described) {
        this.key = key;
        this.described = described;
    }

    /** What a message says that it must be. */
    public String described() {
        return described;
    }

    /** The key that names such a file, and the end of its own name. */
    public String key() {
        return key;
    }

    /**
     * Makes a file known to this process; gives its SHA-256 back.
     *
     * @param source what messages call it
     * @throws io.espalier.binding.ConfigException if it cannot be taken
     */
    public abstract String add(byte[] bytes, String source);

    /** The bytes of a file, if it is known. */
    public abstract Optional<byte[]> bytes(String hash);
}
