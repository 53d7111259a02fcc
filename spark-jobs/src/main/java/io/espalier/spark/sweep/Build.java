package io.espalier.spark.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** This build of the code. */
public final class Build {
    private Build() {}

    /** Version and commit, as in {@code 0.1.0+1a2b3c4}. */
    public static String version() {
        Properties build = new Properties();
        try (InputStream file = Build.class.getResourceAsStream("build.properties")) {
            build.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read build.properties: " + e.getMessage(), e);
        }
        return build.getProperty("version");
    }
}
