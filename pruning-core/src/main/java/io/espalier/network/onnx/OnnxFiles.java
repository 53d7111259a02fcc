package io.espalier.network.onnx;

import io.espalier.binding.Sha256;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network files that this process knows, by the SHA-256 of their bytes: what a path stood for when a sweep's file was
 * read, or what the store holds for executors.
 */
public final class OnnxFiles {
    private static final Map<String, OnnxFiles> KNOWN = new ConcurrentHashMap<>();

    private final byte[] bytes;
    private final ImportedNetwork network;

    private OnnxFiles(byte[] bytes, ImportedNetwork network) {
        this.bytes = bytes;
        this.network = network;
    }

    /**
     * Makes a file known; gives its SHA-256 back.
     *
     * @param source what messages call it
     * @throws io.espalier.binding.ConfigException if it cannot be taken
     */
    public static String add(byte[] bytes, String source) {
        String hash = Sha256.of(bytes);
        KNOWN.computeIfAbsent(hash, key -> new OnnxFiles(bytes, OnnxReader.read(bytes, source)));
        return hash;
    }

    /** The bytes of a file, if it is known. */
    public static Optional<byte[]> bytes(String hash) {
        return Optional.ofNullable(KNOWN.get(hash)).map(file -> file.bytes.clone());
    }

    /** @throws IllegalArgumentException if it is not known */
    static ImportedNetwork network(String hash) {
        OnnxFiles file = KNOWN.get(hash);
        if (file == null) {
            throw new IllegalArgumentException("Cannot find network " + hash + ": its file was not read");
        }
        return file.network;
    }
}
