package io.espalier.spark.data;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.data.Examples;
import io.espalier.data.Targets;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Your own arrays: those of a {@code .npz} or safetensors file, or {@code .npy} files of a folder, read on the driver. Of
 * the shape (examples, features), of grey images (examples, rows, columns), or of images with channels (examples, channels,
 * rows, columns); of float32, float64, whole numbers or booleans, little-endian in C order. Examples keep their order.
 *
 * @param path the file or folder, in any file system that Hadoop reads
 * @param features name of the array of features
 * @param labels name of the array of labels: (examples), or (examples, columns) if several labels or values are predicted, or a class at
 *     each step, (examples, steps) of whole numbers from 0, negative where an example has ended
 * @param testFeatures the same of a standard test set; none if omitted
 * @param testLabels the same of a standard test set; none if omitted
 */
@Name("arrays")
public record ArraySource(
        String path,
        @Default("features") String features,
        @Default("labels") String labels,
        @Nullable String testFeatures,
        @Nullable String testLabels)
        implements FileSource {

    public ArraySource {
        check(!path.isBlank(), "path", path, "be the path of a file or folder");
        check(!features.equals(labels), "labels", labels, "be another array than the features");
        check(
                (testFeatures == null) == (testLabels == null),
                testFeatures == null ? "test-features" : "test-labels",
                "null",
                "be named where the other one is");
    }

    /** In the working folder. */
    public ArraySource() {
        this("arrays.npz", "features", "labels", null, null);
    }

    /**
     * Reads the arrays.
     *
     * @throws IOException if a file or an array is missing, truncated, of another type or order, or one has another number
     *     of examples than the other; with all problems
     */
    @Override
    public Examples load(Targets.Kind kind) throws IOException {
        try {
            TableFiles files = TableFiles.of(path);
            files.stamps();
            ArrayExamples examples = new ArrayExamples(NamedArrays.in(files), kind);
            examples.add(features, labels);
            if (testFeatures != null && testLabels != null) {
                examples.add(testFeatures, testLabels);
            }
            return examples.examples();
        } catch (IOException | RuntimeException e) {
            throw unreadable(e);
        }
    }
}
