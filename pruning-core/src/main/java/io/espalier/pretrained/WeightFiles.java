package io.espalier.pretrained;

import io.espalier.binding.ConfigException;
import io.espalier.binding.Sha256;
import io.espalier.snapshot.Safetensors;
import io.espalier.storage.DamagedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The weight files that this process knows, by the SHA-256 of their bytes. */
final class WeightFiles {
    private static final Map<String, WeightFiles> KNOWN = new ConcurrentHashMap<>();

    private final byte[] bytes;
    private final Safetensors content;

    private WeightFiles(byte[] bytes, Safetensors content) {
        this.bytes = bytes;
        this.content = content;
    }

    static String add(byte[] bytes, String source) {
        String hash = Sha256.of(bytes);
        KNOWN.computeIfAbsent(hash, key -> new WeightFiles(bytes, parse(bytes, source)));
        return hash;
    }

    private static Safetensors parse(byte[] bytes, String source) {
        try {
            return Safetensors.parse(bytes);
        } catch (DamagedException e) {
            throw new ConfigException(source, List.of("Cannot read it as safetensors: " + e.getMessage()));
        }
    }

    static Optional<byte[]> bytes(String hash) {
        return Optional.ofNullable(KNOWN.get(hash)).map(file -> file.bytes.clone());
    }

    /** @throws IllegalArgumentException if it is not known */
    static Safetensors content(String hash) {
        WeightFiles file = KNOWN.get(hash);
        if (file == null) {
            throw new IllegalArgumentException("Cannot find weights " + hash + ": its file was not read");
        }
        return file.content;
    }
}
