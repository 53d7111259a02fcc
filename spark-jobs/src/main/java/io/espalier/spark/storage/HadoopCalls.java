package io.espalier.spark.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** What {@link HadoopFiles} asks of Hadoop, which has two interfaces to its file systems. */
interface HadoopCalls {
    /** @throws FileNotFoundException if there is nothing of that name */
    FileStatus status(Path file) throws IOException;

    FSDataInputStream open(FileStatus file) throws IOException;

    /** All files below a folder, and below the folders in it. */
    RemoteIterator<LocatedFileStatus> list(Path folder) throws IOException;

    /** Deletes a file, if it is there. */
    void delete(Path file) throws IOException;
}
