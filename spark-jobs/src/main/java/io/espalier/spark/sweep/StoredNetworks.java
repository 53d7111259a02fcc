package io.espalier.spark.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.binding.Canonical;
import io.espalier.binding.ConfigException;
import io.espalier.binding.Sha256;
import io.espalier.pretrained.NetworkFile;
import io.espalier.storage.Content;
import io.espalier.storage.DamagedException;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import io.espalier.sweep.Point;
import io.espalier.sweep.SweepConfig;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The network files of a sweep: written to the store once by the driver, read by each process that needs them. */
public final class StoredNetworks {
    static final String FOLDER = "_networks";
    private static final JsonMapper JSON = new JsonMapper();

    private StoredNetworks() {}

    /** Makes the files that points name known to executors; a damaged one is written again. */
    static void share(Storage store, SweepConfig config) throws IOException {
        Set<Object> holders = config.points().stream()
                .flatMap(StoredNetworks::holders)
                .collect(Collectors.toCollection(HashSet::new));
        for (Object holder : holders) {
            for (NetworkFile kind : NetworkFile.values()) {
                for (String hash : hashes(Canonical.json(holder), kind)) {
                    write(store, hash, kind);
                }
            }
        }
    }

    private static Stream<Object> holders(Point point) {
        return Stream.of(point.network(), point.steps());
    }

    private static void write(Storage store, String hash, NetworkFile kind) throws IOException {
        String file = file(hash, kind);
        byte[] bytes = kind.bytes(hash)
                .orElseThrow(() -> new StoreException("write", store.locate(file), "the network was not read"));
        Optional<String> there = store.read(file).map(Sha256::of);
        if (!there.equals(Optional.of(hash))) {
            store.replace(file, Content.of(bytes));
        }
    }

    /**
     * Makes the files known to this process that a text names.
     *
     * @param json a trial, or anything else that holds networks
     * @throws IOException if one is not in the store, or damaged there
     */
    public static void load(Storage store, String json) throws IOException {
        for (NetworkFile kind : NetworkFile.values()) {
            for (String hash : hashes(json, kind)) {
                if (kind.bytes(hash).isEmpty()) {
                    read(store, hash, kind);
                }
            }
        }
    }

    private static void read(Storage store, String hash, NetworkFile kind) throws IOException {
        String file = store.locate(file(hash, kind));
        byte[] bytes = store.read(file(hash, kind))
                .orElseThrow(() -> new StoreException("read", file, "the store does not hold this network"));
        if (!Sha256.of(bytes).equals(hash)) {
            throw new DamagedException(file, "its content does not match the hash in its name");
        }
        try {
            kind.add(bytes, file);
        } catch (ConfigException e) {
            throw new StoreException("read", file, String.valueOf(e.getMessage()));
        }
    }

    private static List<String> hashes(String json, NetworkFile kind) throws IOException {
        try {
            return JSON.readTree(json).findValuesAsText(kind.key());
        } catch (JsonProcessingException e) {
            throw new IOException("Cannot read " + json + " as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Where a network of this content may be. */
    static Stream<String> files(byte[] content) {
        String hash = Sha256.of(content);
        return Stream.of(NetworkFile.values()).map(kind -> file(hash, kind));
    }

    private static String file(String hash, NetworkFile kind) {
        return FOLDER + "/" + hash + "." + kind.key();
    }
}
