package io.espalier.export;

import io.espalier.binding.Variant;
import io.espalier.data.Dataset;
import java.util.Optional;

/** A kind of files that a network can be written as. Formats are records, registered as services. */
public interface ExportFormat {
    /** As in {@code --format}. */
    default String name() {
        return Variant.nameOf(this);
    }

    /** Whether it keeps the network's numbers, so that logits differ by no more than the order of sums. */
    default boolean isExact() {
        return true;
    }

    /** What a user may want to know of a network in this format: what keeps it from running as fast as it could. */
    default Optional<String> advice(DeployedNetwork network) {
        return Optional.empty();
    }

    /**
     * Makes the files, in memory.
     *
     * @param name that file names and identifiers begin with
     * @param calibration scaled examples of the training part, for formats that round activations
     * @throws ExportException if the format cannot say what the network does
     */
    Artifact write(DeployedNetwork network, String name, Dataset calibration) throws ExportException;
}
