package io.espalier.export;

import io.espalier.data.Dataset;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The files of one export, not yet written, and what executes them. */
public interface Artifact {
    /** Contents by file name. */
    SortedMap<String, byte[]> files();

    /** Bytes of the network: of all files, unless the format says otherwise. */
    default long bytes() {
        return files().values().stream().mapToLong(file -> file.length).sum();
    }

    /** Memory that it takes on a device; null where the runtime decides. */
    default @Nullable Footprint footprint() {
        return null;
    }

    /** Name and version of what executes the files. */
    String runtime() throws ExportException;

    /**
     * Executes the files.
     *
     * @param raw examples as the source gives them, not scaled
     * @return row-major {@link Outputs} (examples, outputs)
     * @throws NoRuntimeException if there is no runtime here
     * @throws ExportException if it refuses the files
     */
    double[] outputs(Dataset raw) throws ExportException;

    /**
     * @param flash bytes of code's constants; {@code ram} bytes of the static arena, beside the caller's input and output
     */
    record Footprint(long flash, long ram) {}
}
