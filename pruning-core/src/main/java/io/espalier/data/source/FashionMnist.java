package io.espalier.data.source;

import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.data.download.PublishedDataset;
import io.espalier.storage.FileStamp;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Articles of clothing (Xiao, Rasul and Vollgraf 2017): 60,000 images of 28 x 28 grey levels in 0..255, 10 classes, and
 * the standard test set of 10,000.
 *
 * @param path folder with the four idx files; by default the folder that {@code data fetch} downloads to
 */
public record FashionMnist(@Nullable String path) implements DatasetSource {
    public FashionMnist() {
        this(null);
    }

    @Override
    public List<FileStamp> files() throws IOException {
        return PublishedDataset.FASHION_MNIST.stamps(path);
    }

    @Override
    public Examples load() throws IOException {
        return IdxImages.load(file -> PublishedDataset.FASHION_MNIST.read(file, path));
    }
}
