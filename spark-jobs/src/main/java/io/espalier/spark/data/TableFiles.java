package io.espalier.spark.data;

import io.espalier.storage.FileStamp;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The files of a table, of images or of arrays in any file system that Hadoop knows, with Spark's settings for it where Spark is up. */
final class TableFiles {
    private static final String LOCAL = "file";

    private final Path pattern;
    private final FileSystem files;

    private TableFiles(Path pattern, FileSystem files) {
        this.pattern = pattern;
        this.files = files;
    }

    /** @param path a file, a folder or a pattern */
    static TableFiles of(String path) throws IOException {
        Path pattern = new Path(path);
        return new TableFiles(pattern, pattern.getFileSystem(settings()));
    }

    private static Configuration settings() {
        return SparkSession.getDefaultSession().isDefined()
                ? SparkSession.getDefaultSession().get().sessionState().newHadoopConf()
                : new Configuration();
    }

    /** @throws IOException if the path is of this machine, and nothing is there; elsewhere only a read can tell */
    void requirePresent() throws IOException {
        if (isLocal()) {
            matches();
        }
    }

    private FileStatus[] matches() throws IOException {
        FileStatus[] found = files.globStatus(pattern);
        if (found == null || found.length == 0) {
            throw new FileNotFoundException("no such file or folder");
        }
        return found;
    }

    /** All of them, those of a folder by name, without hidden ones. */
    List<Path> list() throws IOException {
        List<Path> paths = new ArrayList<>();
        for (FileStatus found : matches()) {
            paths.addAll(found.isDirectory() ? inside(found.getPath()) : List.of(found.getPath()));
        }
        return paths;
    }

    private List<Path> inside(Path folder) throws IOException {
        return visible(folder).stream()
                .filter(FileStatus::isFile)
                .map(FileStatus::getPath)
                .toList();
    }

    /**
     * Those in folders of folders too, by name, without hidden ones.
     *
     * @throws IOException if they cannot be listed, or a link in a folder leads back to it
     */
    List<FileStatus> deep() throws IOException {
        List<FileStatus> found = new ArrayList<>();
        for (FileStatus match : matches()) {
            addDeep(match, Set.of(), found);
        }
        return found;
    }

    /** @param outer folders that it lies in, without links */
    private void addDeep(FileStatus status, Set<String> outer, List<FileStatus> found) throws IOException {
        if (status.isFile()) {
            found.add(status);
            return;
        }
        Set<String> folders = new HashSet<>(outer);
        if (!folders.add(withoutLinks(status.getPath()))) {
            throw new IOException(status.getPath().toUri().getPath() + " is a link to a folder that it lies in");
        }
        for (FileStatus inside : visible(status.getPath())) {
            addDeep(inside, folders, found);
        }
    }

    private String withoutLinks(Path folder) throws IOException {
        String path = folder.toUri().getPath();
        return isLocal() ? new File(path).getCanonicalPath() : path;
    }

    private boolean isLocal() {
        return files.getUri().getScheme().equals(LOCAL);
    }

    /**
     * What is in a folder by name, folders too, without hidden ones.
     *
     * @throws IOException if it cannot be listed, or a link in it leads nowhere
     */
    List<FileStatus> visible(Path folder) throws IOException {
        List<FileStatus> visible = Arrays.stream(files.listStatus(folder))
                .filter(found -> !isHidden(found.getPath().getName()))
                .sorted(Comparator.comparing(FileStatus::getPath))
                .toList();
        requireAll(folder, visible);
        return visible;
    }

    /** Hadoop leaves a link out that leads nowhere. */
    private void requireAll(Path folder, List<FileStatus> visible) throws IOException {
        String[] names = isLocal() ? new File(folder.toUri().getPath()).list() : null;
        Set<String> found =
                visible.stream().map(status -> status.getPath().getName()).collect(Collectors.toSet());
        for (String name : names == null ? new String[0] : names) {
            if (!isHidden(name) && !found.contains(name)) {
                throw new FileNotFoundException(name + " is a link to no file");
            }
        }
    }

    private static boolean isHidden(String name) {
        return name.startsWith("_") || name.startsWith(".");
    }

    /** @throws IOException if the path is not that of one folder */
    Path folder() throws IOException {
        FileStatus found = single();
        if (!found.isDirectory()) {
            throw new IOException("it is not a folder");
        }
        return found.getPath();
    }

    /** @throws IOException if the path is a pattern that several files or folders have */
    FileStatus single() throws IOException {
        FileStatus[] found = matches();
        if (found.length != 1) {
            throw new IOException("it is a pattern of " + found.length + " files (must be one)");
        }
        return found[0];
    }

    /** How all of them look, in folders of folders too. */
    List<FileStamp> stamps() throws IOException {
        List<FileStamp> stamps = new ArrayList<>();
        for (FileStatus file : deep()) {
            stamps.add(stamp(file));
        }
        stamps.sort(Comparator.comparing(FileStamp::path));
        return stamps;
    }

    private FileStamp stamp(FileStatus file) throws IOException {
        if (isLocal()) {
            return FileStamp.ofLocal(file.getPath().toUri().getPath());
        }
        long modified = TimeUnit.MILLISECONDS.toNanos(file.getModificationTime());
        return new FileStamp(file.getPath().toString(), file.getLen(), modified, modified, null);
    }

    FSDataInputStream open(Path file) throws IOException {
        return files.open(file);
    }

    Configuration configuration() {
        return files.getConf();
    }
}
