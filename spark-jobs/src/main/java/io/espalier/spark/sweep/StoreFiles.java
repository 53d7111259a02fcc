package io.espalier.spark.sweep;

import io.espalier.spark.ledger.Verification.Check;
import io.espalier.storage.FileName;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a store holds beside its blobs: data, networks and the addresses of output folders. The content of each file gives its name, so
 * that one under another name, or damaged, is found.
 */
public record StoreFiles(Storage store) {
    private static final String DAMAGED = "_damaged/";

    /** Reads all of them. */
    public Check check() throws IOException {
        List<String> files = files();
        List<String> problems = misnamed(files).stream()
                .map(file -> store.locate(file) + " is not what its name says (damaged, or moved there)")
                .toList();
        return new Check(files.size() + " files of data, networks and output folders in the store", problems);
    }

    /** Moves what is not what its name says to where nobody reads it but a person; says which. */
    public List<String> setAside() throws IOException {
        List<String> misnamed = misnamed(files());
        for (String file : misnamed) {
            store.move(file, DAMAGED + FileName.child(file, "") + "/" + FileName.last(file) + "." + UUID.randomUUID());
        }
        return misnamed.stream().map(store::locate).toList();
    }

    private List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        for (String folder : List.of(ExecutorData.FOLDER, StoredNetworks.FOLDER, StoreRegistry.FOLDER)) {
            store.list(folder).stream().map(Storage.Entry::name).forEach(files::add);
        }
        return files;
    }

    private List<String> misnamed(List<String> files) throws IOException {
        List<String> misnamed = new ArrayList<>();
        for (String file : files) {
            if (names(file).noneMatch(file::equals)) {
                misnamed.add(file);
            }
        }
        return misnamed;
    }

    /** The names that a file may have by its content. */
    private Stream<String> names(String file) throws IOException {
        return switch (FileName.child(file, "")) {
            case ExecutorData.FOLDER -> ExecutorData.read(store, file).map(ExecutorData::file).stream();
            case StoredNetworks.FOLDER -> store.read(file).stream().flatMap(StoredNetworks::files);
            default -> store.read(file).map(StoreRegistry::file).stream();
        };
    }
}
