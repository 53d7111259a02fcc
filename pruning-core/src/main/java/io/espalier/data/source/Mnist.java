package io.espalier.data.source;

import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.data.download.PublishedDataset;
import io.espalier.storage.FileStamp;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Handwritten digits (LeCun, Cortes and Burges 1998): 60,000 images of 28 x 28 grey levels in 0..255, 10 classes, and
 * the standard test set of 10,000.
 *
 * @param path folder with the four idx files; by default the folder that {@code data fetch} downloads to
 */
public record Mnist(@Nullable String path) implements DatasetSource {
    public Mnist() {
        this(null);
    }

    @Override
    public List<FileStamp> files() throws IOException {
        return PublishedDataset.MNIST.stamps(path);
    }

    @Override
    public Examples load() throws IOException {
        return IdxImages.load(file -> PublishedDataset.MNIST.read(file, path));
    }
}
