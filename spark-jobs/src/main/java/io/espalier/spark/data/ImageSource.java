package io.espalier.spark.data;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.data.Examples;
import io.espalier.data.format.PictureColor;
import java.io.IOException;
import java.util.List;

/**
 * Your own images: a folder of folders, one a class, of PNG and JPEG files, decoded on the driver into levels in 0..255.
 * Classes are called by their folders, in the order of their letters; examples come class by class in the order of the
 * files' names. Where folders {@code train} and {@code test} hold the classes, {@code test} is the standard test set, and
 * {@code validation}, if it is there, the standard validation set.
 *
 * @param path the folder, in any file system that Hadoop reads
 * @param size height and width to resize images to, each new pixel the mean over the area that it covers; if empty all
 *     images have to be of one size
 * @param color whether images are read as one plane of grey, or as red, green and blue
 */
@Name("images")
public record ImageSource(
        String path,
        @Default("[]") List<Integer> size,
        @Default("rgb") PictureColor color) implements FileSource {
    private static final int LARGEST = 4096;

    public ImageSource {
        check(!path.isBlank(), "path", path, "be the path of a folder");
        check(
                size.isEmpty() || (size.size() == 2 && size.stream().allMatch(side -> side >= 1 && side <= LARGEST)),
                "size",
                size,
                "be [height, width], each in 1.." + LARGEST);
        size = List.copyOf(size);
    }

    /** A folder in the working folder. */
    public ImageSource() {
        this("images", List.of(), PictureColor.RGB);
    }

    /**
     * Reads the images.
     *
     * @throws IOException if there are none, a file is none or corrupt or lies outside of a class, or sizes differ and none
     *     is asked for; with all problems
     */
    @Override
    public Examples load() throws IOException {
        try {
            TableFiles files = TableFiles.of(path);
            files.stamps();
            return ImageFolder.in(files).read(new ImageDecoder(files, color, size));
        } catch (IOException | RuntimeException e) {
            throw unreadable(e);
        }
    }
}
