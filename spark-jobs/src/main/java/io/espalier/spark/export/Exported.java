package io.espalier.spark.export;

import io.espalier.export.Artifact;
import io.espalier.export.Execution;
import org.jspecify.annotations.Nullable;

/**
 * A network that was written.
 *
 * @param file the first of its files
 * @param execution null where nothing on this machine could execute it
 */
public record Exported(
        String file, Artifact artifact, @Nullable Execution execution) {}
