package io.espalier.storage;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lists files of a folder that others change meanwhile: what is gone by the time that it is looked at is left out. */
final class FileList extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Predicate<Path> shown;
    private final List<Storage.Entry> entries = new ArrayList<>();

    /** @param root that names are relative to */
    FileList(Path root, Predicate<Path> shown) {
        this.root = root;
        this.shown = shown;
    }

    /** Those of a folder; none of a file. */
    List<Storage.Entry> below(Path top) throws IOException {
        if (Files.isDirectory(top)) {
            Files.walkFileTree(top, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, this);
        }
        entries.sort(Comparator.comparing(Storage.Entry::name));
        return List.copyOf(entries);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return shown.test(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile() && shown.test(file)) {
            entries.add(new Storage.Entry(root.relativize(file).toString(), attributes.size()));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
        if (failure != null && !(failure instanceof NoSuchFileException)) {
            throw failure;
        }
        return FileVisitResult.CONTINUE;
    }
}
