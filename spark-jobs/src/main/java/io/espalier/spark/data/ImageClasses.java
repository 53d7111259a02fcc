package io.espalier.spark.data;

import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.data.Labels;
import io.espalier.network.op.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** A folder of class folders. */
final class ImageClasses {
    private final SortedMap<String, List<ImageFile>> classes = new TreeMap<>();
    private final CellFaults outside = new CellFaults();
    private final CellFaults empty = new CellFaults();
    private final CellFaults folders = new CellFaults();

    private ImageClasses() {}

    /** @param prefix what is before the names of its class folders in messages */
    static ImageClasses in(TableFiles files, Path folder, String prefix) throws IOException {
        ImageClasses part = new ImageClasses();
        for (FileStatus found : files.visible(folder)) {
            String name = prefix + found.getPath().getName();
            if (found.isDirectory()) {
                part.add(found.getPath().getName(), name, files.visible(found.getPath()));
            } else {
                part.outside.add("", () -> name);
            }
        }
        return part;
    }

    private void add(String label, String name, List<FileStatus> found) {
        List<ImageFile> images = new ArrayList<>();
        for (FileStatus one : found) {
            String image = name + "/" + one.getPath().getName();
            if (one.isDirectory()) {
                folders.add("", () -> image);
            } else {
                images.add(new ImageFile(one.getPath(), label, image));
            }
        }
        if (images.isEmpty()) {
            empty.add("", () -> name);
        }
        classes.put(label, images);
    }

    List<String> names() {
        return List.copyOf(classes.keySet());
    }

    /** Class by class. */
    List<ImageFile> files() {
        return classes.values().stream().flatMap(List::stream).toList();
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (outside.count() > 0) {
            problems.add(outside.describe("file outside of a class folder", "files outside of class folders"));
        }
        if (empty.count() > 0) {
            problems.add(empty.describe("class folder without a file", "class folders without files"));
        }
        if (folders.count() > 0) {
            problems.add(folders.describe("folder in a class folder", "folders in class folders"));
        }
        return problems;
    }

    /** What is wrong with a part whose classes have to be among others. */
    List<String> unknown(String part, List<String> known) {
        CellFaults others = new CellFaults();
        classes.keySet().stream().filter(name -> !known.contains(name)).forEach(name -> others.add("", () -> name));
        return others.count() == 0
                ? List.of()
                : List.of(part + " has " + others.describe("class that train lacks", "classes that train lacks"));
    }

    /** Examples in the order of {@link #files}, of images that were all decoded. */
    Dataset dataset(Labels labels, ImageDecoder decoder) {
        List<ImageFile> files = files();
        Shape shape = decoder.shape();
        float[] features = new float[Math.multiplyExact(files.size(), shape.elements())];
        int[] targets = new int[files.size()];
        for (int i = 0; i < targets.length; i++) {
            float[] image = decoder.pixels(files.get(i));
            System.arraycopy(image, 0, features, i * image.length, image.length);
            targets[i] = labels.names().indexOf(files.get(i).label());
        }
        return new Dataset(shape, new ClassTargets(labels, targets), features);
    }
}
