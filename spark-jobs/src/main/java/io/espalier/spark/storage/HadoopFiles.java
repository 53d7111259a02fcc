package io.espalier.spark.storage;

import io.espalier.storage.ByteRange;
import io.espalier.storage.DamagedException;
import io.espalier.storage.FileName;
import io.espalier.storage.FileSlice;
import io.espalier.storage.Storage.Entry;
import io.espalier.storage.StoreException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Files below a folder of a Hadoop file system: the verbs that are the same in all of them. */
record HadoopFiles(Path root, HadoopCalls calls) {
    /** Where files are written before they get their name; never listed. */
    static final String STAGING = "_staging/";

    String locate(String name) {
        return path(name).toString();
    }

    Path path(String name) {
        return name.isEmpty() ? root : new Path(root, FileName.checked(name));
    }

    Optional<FileSlice> read(String name, ByteRange range) throws IOException {
        try {
            FileStatus status = calls.status(path(name));
            if (status.isDirectory()) {
                throw new DamagedException(locate(name), "it is a folder");
            }
            return Optional.of(read(status, range));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (DamagedException e) {
            throw e;
        } catch (IOException e) {
            throw StoreException.because("read", locate(name), e);
        }
    }

    private FileSlice read(FileStatus file, ByteRange range) throws IOException {
        long size = file.getLen();
        byte[] bytes = new byte[range.length(file.getPath().toString(), size)];
        if (bytes.length > 0) {
            try (FSDataInputStream in = calls.open(file)) {
                in.readFully(range.start(size), bytes);
            }
        }
        return new FileSlice(bytes, range.start(size), size);
    }

    List<Entry> list(String folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try {
            RemoteIterator<LocatedFileStatus> found = calls.list(path(folder));
            while (found.hasNext()) {
                LocatedFileStatus file = found.next();
                String name = root.toUri().relativize(file.getPath().toUri()).getPath();
                if (isBelow(name, folder)) {
                    entries.add(new Entry(name, file.getLen()));
                }
            }
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw StoreException.because("read", locate(folder), e);
        }
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    private static boolean isBelow(String name, String folder) {
        return !name.startsWith(STAGING) && (folder.isEmpty() || name.startsWith(folder + "/"));
    }

    void delete(String name) throws IOException {
        try {
            calls.delete(path(name));
        } catch (FileNotFoundException e) {
            // It is gone already.
        } catch (IOException e) {
            throw StoreException.because("delete", locate(name), e);
        }
    }
}
