package io.espalier.spark.data;

import io.espalier.data.Dataset;
import io.espalier.data.Examples;
import io.espalier.data.Labels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** The parts of a folder of images: the training part and, where folders are called so, the standard sets. */
final class ImageFolder {
    private static final String TRAIN = "train";
    private static final String TEST = "test";
    private static final String VALIDATION = "validation";
    private static final Set<String> PARTS = Set.of(TRAIN, TEST, VALIDATION);

    private final Map<String, ImageClasses> parts = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private ImageFolder() {}

    /** @throws IOException if the path is no folder, or there is nothing in it */
    static ImageFolder in(TableFiles files) throws IOException {
        Path root = files.folder();
        List<FileStatus> found = files.visible(root);
        TableExamples.require(!found.isEmpty(), "the folder is empty (must have a folder for each class)");
        ImageFolder folder = new ImageFolder();
        List<String> names = found.stream().map(one -> one.getPath().getName()).toList();
        if (names.contains(TRAIN) && names.contains(TEST)) {
            folder.addParts(files, found);
        } else {
            folder.add(TRAIN, ImageClasses.in(files, root, ""));
        }
        return folder;
    }

    private void addParts(TableFiles files, List<FileStatus> found) throws IOException {
        CellFaults others = new CellFaults();
        for (FileStatus one : found) {
            String name = one.getPath().getName();
            if (one.isDirectory() && PARTS.contains(name)) {
                add(name, ImageClasses.in(files, one.getPath(), name + "/"));
            } else {
                others.add("", () -> name);
            }
        }
        if (others.count() > 0) {
            problems.add(others.describe("entry beside train and test", "entries beside train and test")
                    + " (must be train, test and validation alone)");
        }
    }

    private void add(String part, ImageClasses classes) {
        parts.put(part, classes);
        problems.addAll(classes.problems());
    }

    /** @throws IOException with all that is wrong with folders and images */
    Examples read(ImageDecoder decoder) throws IOException {
        List<String> classes = classes(TRAIN).names();
        parts.forEach((part, of) -> problems.addAll(of.unknown(part, classes)));
        List<ImageFile> files =
                parts.values().stream().flatMap(part -> part.files().stream()).toList();
        decoder.decodeAll(files);
        problems.addAll(decoder.problems());
        TableExamples.refuse(problems);
        Labels labels = new Labels(classes);
        return new Examples(
                classes(TRAIN).dataset(labels, decoder),
                standard(TEST, labels, decoder),
                standard(VALIDATION, labels, decoder));
    }

    private ImageClasses classes(String part) {
        return Objects.requireNonNull(parts.get(part));
    }

    private @Nullable Dataset standard(String part, Labels labels, ImageDecoder decoder) {
        return parts.containsKey(part) ? classes(part).dataset(labels, decoder) : null;
    }
}
