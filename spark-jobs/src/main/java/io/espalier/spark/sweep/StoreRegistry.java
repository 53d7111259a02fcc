package io.espalier.spark.sweep;

import io.espalier.storage.Content;
import io.espalier.storage.Storage;
import io.espalier.storage.Storage.Durability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The output folders of all sweeps that ever ran on a store: a file for each, {@code _sweeps/<hash of its location>}. */
record StoreRegistry(Storage store) {
    static final String FOLDER = "_sweeps";

    /** Makes a sweep known, before it stores anything. */
    void add(Storage out) throws IOException {
        byte[] location = out.location().getBytes(StandardCharsets.UTF_8);
        store.createIfAbsent(file(out.location()), Content.of(location), Durability.SYNCED);
    }

    /** Takes a sweep off the list: what only it refers to is garbage. */
    void forget(String location) throws IOException {
        store.delete(file(location));
    }

    /** Where the output folders are, in order. */
    List<String> all() throws IOException {
        List<String> users = new ArrayList<>();
        for (Storage.Entry file : store.list(FOLDER)) {
            Optional<byte[]> location = store.read(file.name());
            location.ifPresent(text -> users.add(new String(text, StandardCharsets.UTF_8)));
        }
        return users;
    }

    /** Where the address of an output folder is. */
    static String file(byte[] location) {
        return file(new String(location, StandardCharsets.UTF_8));
    }

    private static String file(String location) {
        return FOLDER + "/" + UUID.nameUUIDFromBytes(location.getBytes(StandardCharsets.UTF_8));
    }
}
