package io.espalier.spark.ml;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** A file within a saved stage, in any file system that Spark writes to. */
record SavedFile(SparkSession session, String folder, String name) {

    void write(byte[] content) throws IOException {
        Path path = path();
        try (FSDataOutputStream out = fileSystem(path).create(path, true)) {
            out.write(content);
        }
    }

    byte[] read() throws IOException {
        Path path = path();
        try (FSDataInputStream in = fileSystem(path).open(path)) {
            return in.readAllBytes();
        }
    }

    private Path path() {
        return new Path(folder, name);
    }

    private FileSystem fileSystem(Path path) throws IOException {
        return path.getFileSystem(session.sessionState().newHadoopConf());
    }
}
