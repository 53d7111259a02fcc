package io.espalier.spark.export;

import io.espalier.export.Artifact;
import io.espalier.export.Execution;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network that was written.
 *
 * @param file the first of its files
 * @param advice of the format, where it has any
 * @param execution null where nothing on this machine could execute it
 */
public record Exported(
        String file,
        Artifact artifact,
        Optional<String> advice,
        @Nullable Execution execution) {}
