package io.espalier.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of a storage on this machine's disk, under the names that they have below one folder there. */
public final class LocalFiles implements AutoCloseable {
    private final Path folder;
    private final boolean temporary;

    private LocalFiles(Path folder, boolean temporary) {
        this.folder = folder;
        this.temporary = temporary;
    }

    /** Those that lie there already. */
    static LocalFiles at(Path folder) {
        return new LocalFiles(folder, false);
    }

    /** Copies, which last until this is closed. */
    static LocalFiles copyOf(Storage storage, String folder) throws IOException {
        LocalFiles copies = new LocalFiles(Files.createTempDirectory("espalier-copy"), true);
        LocalStorage local = LocalStorage.at(copies.folder);
        for (Storage.Entry entry : storage.list(folder)) {
            String name = folder.isEmpty() ? entry.name() : entry.name().substring(folder.length() + 1);
            local.createIfAbsent(name, Content.of(storage, entry.name()), Storage.Durability.UNSYNCED);
        }
        return copies;
    }

    /** None yet, in a folder for a library or a program to write to, which lasts until this is closed. */
    public static LocalFiles scratch() throws IOException {
        return new LocalFiles(Files.createTempDirectory("espalier-scratch"), true);
    }

    /** The bytes of one. */
    public byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    /** Writes one. */
    public void write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    /** The absolute path of one, or of the folder itself by the empty name. */
    public String path(String name) {
        return folder.resolve(name).toAbsolutePath().toString();
    }

    @Override
    public void close() {
        if (temporary) {
            delete();
        }
    }

    private void delete() {
        try {
            new FileTree(folder).delete();
        } catch (IOException e) {
            // They stay in the system's folder for temporary files, which the system clears.
        }
    }
}
