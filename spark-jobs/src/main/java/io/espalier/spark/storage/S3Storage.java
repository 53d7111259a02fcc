package io.espalier.spark.storage;

import io.espalier.storage.ByteRange;
import io.espalier.storage.Content;
import io.espalier.storage.FileSlice;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.s3a.RemoteFileChangedException;
import org.jspecify.annotations.Nullable;

/**
 * A prefix of an S3 bucket, through Hadoop's S3A client. A file is one object and appears whole when its upload ends;
 * S3 itself refuses a second one of a name ({@code If-None-Match: *}), so the service has to support conditional writes,
 * as Amazon's does. Nothing is renamed. Each object carries who wrote it: a write that S3 did, but whose answer was lost
 * and which was therefore sent again, is known as one's own.
 */
public final class S3Storage implements Storage {
    private static final Duration ABSENCE = Duration.ofSeconds(1);
    private static final String WRITER = "espalier-writer";
    /** How often an object is read anew that was replaced between the request for its size and the one for its bytes. */
    private static final int READS = 20;

    private final Path root;
    private final Supplier<Configuration> configuration;
    private final HadoopFiles files;
    private @Nullable FileSystem client;

    private S3Storage(Path root, Supplier<Configuration> configuration) {
        this.root = root;
        this.configuration = configuration;
        this.files = new HadoopFiles(root, new SystemCalls(this));
    }

    /** Nothing is connected before the first call. */
    public static S3Storage at(URI root, Supplier<Configuration> configuration) {
        return new S3Storage(new Path(root), configuration);
    }

    /** Connected at the first call; Hadoop keeps one client for all storages of a bucket. */
    private synchronized FileSystem client() throws IOException {
        if (client == null) {
            client = FileSystem.get(root.toUri(), configuration.get());
        }
        return client;
    }

    private record SystemCalls(S3Storage storage) implements HadoopCalls {
        @Override
        public FileStatus status(Path file) throws IOException {
            FileStatus status = storage.client().getFileStatus(file);
            if (status.isDirectory()) {
                throw new FileNotFoundException("a prefix of names is no object");
            }
            return status;
        }

        @Override
        public FSDataInputStream open(FileStatus file) throws IOException {
            return storage.client().open(file.getPath());
        }

        @Override
        public RemoteIterator<LocatedFileStatus> list(Path folder) throws IOException {
            return storage.client().listFiles(folder, true);
        }

        @Override
        public void delete(Path file) throws IOException {
            storage.client().delete(file, false);
        }
    }

    @Override
    public String location() {
        return root.toString();
    }

    @Override
    public String locate(String name) {
        return files.locate(name);
    }

    @Override
    public Optional<FileSlice> read(String name, ByteRange range) throws IOException {
        StoreException failure = new StoreException("read", locate(name), "it is replaced all the time");
        for (int i = 0; i < READS; i++) {
            try {
                return files.read(name, range);
            } catch (StoreException e) {
                failure = e;
                if (!(e.getCause() instanceof RemoteFileChangedException)) {
                    break;
                }
            }
        }
        throw failure;
    }

    @Override
    public Duration absence() {
        return ABSENCE;
    }

    @Override
    public boolean createIfAbsent(String name, Content content, Durability durability) throws IOException {
        String writer = UUID.randomUUID().toString();
        try {
            upload(
                    builder(name)
                            .opt("fs.s3a.create.header." + WRITER, writer)
                            .must("fs.option.create.conditional.overwrite", true),
                    content);
            return true;
        } catch (IOException e) {
            return writer(name, e).equals(writer);
        }
    }

    /** @param failure thrown, if there is no such object */
    private String writer(String name, IOException failure) throws StoreException {
        try {
            byte[] header = client().getXAttrs(files.path(name)).get("header." + WRITER);
            return header == null ? "" : new String(header, StandardCharsets.UTF_8);
        } catch (IOException e) {
            failure.addSuppressed(e);
            throw StoreException.because("write", locate(name), failure);
        }
    }

    @Override
    public void replace(String name, Content content) throws IOException {
        try {
            upload(builder(name).opt("fs.s3a.create.performance", true), content);
        } catch (IOException e) {
            throw StoreException.because("write", locate(name), e);
        }
    }

    private FSDataOutputStreamBuilder<?, ?> builder(String name) throws IOException {
        return client().createFile(files.path(name)).overwrite(true).recursive();
    }

    /** An object that cannot be read to its end is not created: closing the stream would create it. */
    private static void upload(FSDataOutputStreamBuilder<?, ?> object, Content content) throws IOException {
        try (FSDataOutputStream out = object.build()) {
            try {
                content.writeTo(Channels.newChannel(out));
            } catch (IOException | RuntimeException e) {
                out.abort();
                throw e;
            }
        }
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        return files.list(folder);
    }

    @Override
    public void delete(String name) throws IOException {
        files.delete(name);
    }

    /** Nothing is left to do: an object is durable when it is there. */
    @Override
    public void sync(String name) {}

    @Override
    public String toString() {
        return location();
    }

    /** Of {@code s3a://bucket/path}, with endpoint and credentials as Hadoop's and Spark's settings have them. */
    public static final class Provider implements Storage.Provider {
        @Override
        public String scheme() {
            return "s3a";
        }

        @Override
        public String example() {
            return "s3a://bucket/data/out";
        }

        @Override
        public Storage open(URI address) {
            if (address.getUserInfo() != null) {
                throw new IllegalArgumentException("credentials come from Hadoop's settings, as in fs.s3a.access.key");
            } else if (address.getHost() == null) {
                throw new IllegalArgumentException("it names no bucket");
            }
            return at(address, HadoopConfiguration::current);
        }
    }
}
