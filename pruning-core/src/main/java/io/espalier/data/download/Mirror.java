package io.espalier.data.download;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of a web server that holds the files of a data set, gzipped, as {@code NAME.gz}, or plain.
 *
 * @param folder its address
 */
record Mirror(URI folder) implements Origin {
    private static final String GZIPPED = ".gz";
    private static final long ROOM = 1 << 16; // what gzip may add to bytes that it cannot compress

    static Mirror of(String folder) {
        return new Mirror(URI.create(folder.endsWith("/") ? folder : folder + "/"));
    }

    /** What is there from an attempt before is not downloaded again. */
    @Override
    public Path bring(PublishedDataset dataset, Delivery delivery) throws IOException {
        Path into = Files.createDirectories(delivery.kept());
        for (PublishedFile file : dataset.files()) {
            if (!Files.exists(into.resolve(file.name())) && !Files.exists(into.resolve(file.name() + GZIPPED))) {
                bring(file, into, delivery);
            }
        }
        return into;
    }

    private void bring(PublishedFile file, Path into, Delivery delivery) throws IOException {
        try {
            download(file.name() + GZIPPED, file, into, delivery);
        } catch (FileNotFoundException e) {
            download(file.name(), file, into, delivery);
        }
    }

    private void download(String name, PublishedFile file, Path into, Delivery delivery) throws IOException {
        new HttpFile(folder.resolve(name)).download(into.resolve(name), file.bytes() + ROOM, delivery.report());
    }
}
