package io.espalier.data.source;

import io.espalier.binding.Name;
import io.espalier.data.Dataset;
import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.data.download.PublishedDataset;
import io.espalier.data.format.CifarBinary;
import io.espalier.storage.FileStamp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CIFAR-10 (Krizhevsky 2009): 50,000 colour images of 3 x 32 x 32 levels in 0..255, 10 classes, and the standard test
 * set of 10,000. Its binary version, a record an image: the label, then the red, green and blue planes, row by row.
 *
 * @param path folder with the six {@code .bin} files; by default the folder that {@code data fetch} downloads to
 */
@Name("cifar10")
public record Cifar10(@Nullable String path) implements DatasetSource {
    private static final int TRAINING_BATCHES = 5;
    private static final int CLASSES = 10;

    public Cifar10() {
        this(null);
    }

    @Override
    public List<FileStamp> files() throws IOException {
        return PublishedDataset.CIFAR_10.stamps(path);
    }

    @Override
    public Examples load() throws IOException {
        List<byte[]> batches = new ArrayList<>();
        for (int batch = 1; batch <= TRAINING_BATCHES; batch++) {
            batches.add(read("data_batch_" + batch + ".bin"));
        }
        byte[] test = read("test_batch.bin");
        return new Examples(decode(batches), decode(List.of(test)));
    }

    private byte[] read(String file) throws IOException {
        return PublishedDataset.CIFAR_10.read(file, path);
    }

    /** The examples in batches of whole records. */
    static Dataset decode(List<byte[]> batches) {
        int count = batches.stream()
                .mapToInt(batch -> batch.length / CifarBinary.RECORD)
                .sum();
        float[] features = new float[count * CifarBinary.SHAPE.elements()];
        int[] labels = new int[count];
        int row = 0;
        for (byte[] batch : batches) {
            for (int start = 0; start < batch.length; start += CifarBinary.RECORD) {
                labels[row] = Byte.toUnsignedInt(batch[start]);
                for (int i = 0; i < CifarBinary.SHAPE.elements(); i++) {
                    features[row * CifarBinary.SHAPE.elements() + i] = Byte.toUnsignedInt(batch[start + 1 + i]);
                }
                row++;
            }
        }
        return new Dataset(CifarBinary.SHAPE, CLASSES, features, labels);
    }
}
