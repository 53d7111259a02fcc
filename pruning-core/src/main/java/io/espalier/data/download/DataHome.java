package io.espalier.data.download;

import java.nio.file.Path;
import java.util.Map;

/**
 * The folder under which fetched data sets lie, each in a folder of its own name: {@code ESPALIER_DATA} where the
 * environment sets it, else {@code ~/.cache/espalier/data}.
 */
public record DataHome(Path root) {
    static final String VARIABLE = "ESPALIER_DATA";

    /** This process's. */
    public static DataHome ofProcess() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static DataHome of(Map<String, String> environment, Path userHome) {
        String set = environment.getOrDefault(VARIABLE, "");
        return new DataHome(set.isBlank() ? userHome.resolve(".cache/espalier/data") : Path.of(set));
    }

    public Path of(PublishedDataset dataset) {
        return root.resolve(dataset.label());
    }
}
