package io.espalier.data.source;

import io.espalier.data.Dataset;
import io.espalier.data.Examples;
import io.espalier.data.format.IdxArray;
import io.espalier.network.op.Shape;
import java.io.IOException;

/** The four files of MNIST, which its derivatives share: images and labels, to train on and to test on, of 10 classes. */
final class IdxImages {
    private static final int CLASSES = 10;

    private IdxImages() {}

    /** The bytes of a file. */
    @FunctionalInterface
    interface Folder {
        byte[] read(String file) throws IOException;
    }

    /** @throws IOException if a file is missing, truncated or of another format, or labels do not fit the images */
    static Examples load(Folder folder) throws IOException {
        return new Examples(load("train", folder), load("t10k", folder));
    }

    private static Dataset load(String part, Folder folder) throws IOException {
        String imageFile = part + "-images-idx3-ubyte";
        String labelFile = part + "-labels-idx1-ubyte";
        IdxArray images = IdxArray.parse(imageFile, folder.read(imageFile), 3);
        IdxArray labels = IdxArray.parse(labelFile, folder.read(labelFile), 1);
        int count = images.sizes()[0];
        if (labels.sizes()[0] != count) {
            throw new IOException("Cannot read " + labelFile + ": wrong number of labels (expected " + count
                    + ", found " + labels.sizes()[0] + ")");
        }
        Shape shape = new Shape(1, images.sizes()[1], images.sizes()[2]);
        return new Dataset(shape, CLASSES, features(images.values()), labels(labels.values(), labelFile));
    }

    private static float[] features(byte[] pixels) {
        float[] features = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            features[i] = Byte.toUnsignedInt(pixels[i]);
        }
        return features;
    }

    private static int[] labels(byte[] bytes, String file) throws IOException {
        int[] labels = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            labels[i] = Byte.toUnsignedInt(bytes[i]);
            if (labels[i] >= CLASSES) {
                throw new IOException("Cannot read " + file + ": label " + labels[i] + " in row " + i
                        + " (must be in 0.." + (CLASSES - 1) + ")");
            }
        }
        return labels;
    }
}
