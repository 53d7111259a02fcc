package io.espalier.spark.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The secret of a cluster that {@code scripts/cluster} has started here, in a file that only its user reads. */
final class ClusterSecret {
    private static final String SCHEME = "spark://";

    private ClusterSecret() {}

    /** Of the cluster of this master, if it has one. */
    static Optional<String> of(String master) {
        return of(master, Path.of(System.getProperty("user.home"), ".cache", "espalier", "clusters"));
    }

    /** @param folder with a file {@code host-port} for each */
    static Optional<String> of(String master, Path folder) {
        if (!master.startsWith(SCHEME)) {
            return Optional.empty();
        }
        Path file = folder.resolve(
                master.substring(SCHEME.length()).replace(':', '-').replace('/', '-'));
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file).strip())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
