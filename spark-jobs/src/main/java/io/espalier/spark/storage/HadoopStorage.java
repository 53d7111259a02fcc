package io.espalier.spark.storage;

import io.espalier.storage.ByteRange;
import io.espalier.storage.Content;
import io.espalier.storage.FileName;
import io.espalier.storage.FileSlice;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options.CreateOpts;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * A folder of HDFS. A file is written under another name, in {@code _staging}, and then renamed, which HDFS's name node does
 * at once and refuses where the name is taken. It is not for file systems whose rename copies or overwrites.
 */
public final class HadoopStorage implements Storage {
    private final FileContext context;
    private final HadoopFiles files;

    private HadoopStorage(Path root, FileContext context) {
        this.context = context;
        this.files = new HadoopFiles(root, new ContextCalls(context));
    }

    /** @throws IOException if the configuration has no file system of that scheme */
    public static HadoopStorage at(URI root, Configuration configuration) throws IOException {
        FileContext files = FileContext.getFileContext(root, configuration);
        return new HadoopStorage(files.makeQualified(new Path(root)), files);
    }

    private record ContextCalls(FileContext context) implements HadoopCalls {
        @Override
        public FileStatus status(Path file) throws IOException {
            return context.getFileStatus(file);
        }

        @Override
        public FSDataInputStream open(FileStatus file) throws IOException {
            return context.open(file.getPath());
        }

        @Override
        public RemoteIterator<LocatedFileStatus> list(Path folder) throws IOException {
            return context.util().listFiles(folder, true);
        }

        @Override
        public void delete(Path file) throws IOException {
            context.delete(file, false);
        }
    }

    @Override
    public String location() {
        return files.root().toString();
    }

    @Override
    public String locate(String name) {
        return files.locate(name);
    }

    private Path path(String name) {
        return files.path(name);
    }

    @Override
    public Optional<FileSlice> read(String name, ByteRange range) throws IOException {
        return files.read(name, range);
    }

    @Override
    public boolean createIfAbsent(String name, Content content, Durability durability) throws IOException {
        Path staged = path(HadoopFiles.STAGING + FileName.last(FileName.checked(name)) + "." + UUID.randomUUID());
        try {
            write(staged, content, durability);
            rename(staged, path(name), Rename.NONE);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw StoreException.because("write", locate(name), e);
        } finally {
            discard(staged);
        }
    }

    @Override
    public void replace(String name, Content content) throws IOException {
        Path staged = path(HadoopFiles.STAGING + FileName.last(FileName.checked(name)) + "." + UUID.randomUUID());
        try {
            write(staged, content, Durability.SYNCED);
            rename(staged, path(name), Rename.OVERWRITE);
        } catch (IOException e) {
            throw StoreException.because("write", locate(name), e);
        } finally {
            discard(staged);
        }
    }

    private void write(Path staged, Content content, Durability durability) throws IOException {
        EnumSet<CreateFlag> flags = durability == Durability.SYNCED
                ? EnumSet.of(CreateFlag.CREATE, CreateFlag.SYNC_BLOCK)
                : EnumSet.of(CreateFlag.CREATE);
        try (WritableByteChannel file = Channels.newChannel(context.create(staged, flags, CreateOpts.createParent()))) {
            content.writeTo(file);
        }
    }

    /** Creates the folder that the new name needs once it is known to be missing. */
    private void rename(Path from, Path to, Rename how) throws IOException {
        try {
            context.rename(from, to, how);
        } catch (FileNotFoundException e) {
            context.mkdir(to.getParent(), FileContext.DEFAULT_PERM, true);
            context.rename(from, to, how);
        }
    }

    private void discard(Path staged) {
        try {
            context.delete(staged, false);
        } catch (IOException e) {
            // It stays in the staging folder, where nobody reads it.
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

    @Override
    public void sync(String name) throws IOException {
        try (FSDataOutputStream out = context.create(path(name), EnumSet.of(CreateFlag.APPEND))) {
            out.hsync();
        } catch (IOException e) {
            throw StoreException.because("sync", locate(name), e);
        }
    }

    @Override
    public boolean move(String from, String to) throws IOException {
        try {
            if (!context.util().exists(path(from))) {
                return false;
            }
            rename(path(from), path(to), Rename.OVERWRITE);
            return true;
        } catch (IOException e) {
            throw StoreException.because("move", locate(from), e);
        }
    }

    @Override
    public String toString() {
        return location();
    }

    /** Of {@code hdfs://host/path}, as Hadoop's configuration on the class path has it. */
    public static final class Provider implements Storage.Provider {
        @Override
        public String scheme() {
            return "hdfs";
        }

        @Override
        public String example() {
            return "hdfs://host/data/out";
        }

        @Override
        public Storage open(URI address) throws IOException {
            return at(address, HadoopConfiguration.current());
        }
    }
}
