package io.espalier.spark.data;

import io.espalier.storage.FileStamp;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
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
        if (files.getUri().getScheme().equals(LOCAL)) {
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

    /** What is in a folder by name, folders too, without hidden ones. */
    List<FileStatus> visible(Path folder) throws IOException {
        return Arrays.stream(files.listStatus(folder))
                .filter(found -> !found.getPath().getName().startsWith("_")
                        && !found.getPath().getName().startsWith("."))
                .sorted(Comparator.comparing(FileStatus::getPath))
                .toList();
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

    /** How everything looks that is there, in folders of folders too; nothing where a file cannot be looked at. */
    List<FileStamp> stamps() throws IOException {
        List<FileStamp> stamps = new ArrayList<>();
        for (FileStatus found : matches()) {
            RemoteIterator<LocatedFileStatus> below = files.listFiles(found.getPath(), true);
            while (below.hasNext()) {
                stamps.add(stamp(below.next()));
            }
        }
        stamps.sort(Comparator.comparing(FileStamp::path));
        return stamps;
    }

    private FileStamp stamp(FileStatus file) throws IOException {
        if (files.getUri().getScheme().equals(LOCAL)) {
            return FileStamp.ofLocal(file.getPath().toUri().getPath());
        }
        long modified = TimeUnit.MILLISECONDS.toNanos(file.getModificationTime());
        return new FileStamp(file.getPath().toString(), file.getLen(), modified, modified, null);
    }

    InputStream open(Path file) throws IOException {
        return files.open(file);
    }
}
