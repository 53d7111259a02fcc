package io.espalier.storage;

import io.espalier.storage.Storage.Durability;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * A storage in memory, of one client of a {@link MemoryDisk} that others may have as well: every promise of a storage and
 * nothing more. What goes wrong, {@link Faults} say.
 */
public final class MemoryStorage implements Storage {
    private static final ConcurrentMap<String, MemoryDisk> DISKS = new ConcurrentHashMap<>();

    private final String address;
    private final MemoryDisk disk;
    private final Faults faults;

    private MemoryStorage(String address, MemoryDisk disk, Faults faults) {
        this.address = address;
        this.disk = disk;
        this.faults = faults;
    }

    /** A client of a disk. */
    public static MemoryStorage of(MemoryDisk disk, Faults faults) {
        return new MemoryStorage("memory:/" + UUID.randomUUID(), disk, faults);
    }

    @Override
    public String location() {
        return address;
    }

    @Override
    public String locate(String name) {
        return name.isEmpty() ? address : address + "/" + FileName.checked(name);
    }

    @Override
    public Optional<FileSlice> read(String name, ByteRange range) throws IOException {
        FileName.checked(name);
        Optional<byte[]> whole = perform("read", name, () -> disk.read(name));
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        long size = whole.get().length;
        byte[] bytes = new byte[range.length(locate(name), size)];
        System.arraycopy(whole.get(), (int) range.start(size), bytes, 0, bytes.length);
        return Optional.of(new FileSlice(bytes, range.start(size), size));
    }

    @Override
    public boolean createIfAbsent(String name, Content content, Durability durability) throws IOException {
        byte[] bytes = bytes(FileName.checked(name), content);
        return perform("write", name, () -> disk.create(name, bytes, durability));
    }

    @Override
    public void replace(String name, Content content) throws IOException {
        byte[] bytes = bytes(FileName.checked(name), content);
        perform("write", name, () -> disk.replace(name, bytes));
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        return perform("list", folder, () -> disk.list(folder.isEmpty() ? "" : FileName.checked(folder) + "/"));
    }

    @Override
    public void delete(String name) throws IOException {
        perform("delete", FileName.checked(name), () -> disk.delete(name));
    }

    @Override
    public void sync(String name) throws IOException {
        if (!perform("sync", FileName.checked(name), () -> disk.sync(name))) {
            throw new StoreException("sync", locate(name), "no such file");
        }
    }

    /** Done or not, and told of or not, as the faults have it. */
    private <T> T perform(String verb, String name, Supplier<T> operation) throws IOException {
        synchronized (disk) {
            Faults.Fault fault = faults.next(verb);
            if (fault == Faults.Fault.NO) {
                return operation.get();
            }
            fault.before(verb, locate(name));
            T result = operation.get();
            fault.after(verb, locate(name));
            return result;
        }
    }

    private byte[] bytes(String name, Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (WritableByteChannel channel = Channels.newChannel(bytes)) {
            content.writeTo(channel);
        } catch (IOException e) {
            throw StoreException.because("write", locate(name), e);
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return address;
    }

    /** Of {@code memory:/name}, the same for all who ask in this JVM. */
    public static final class Provider implements Storage.Provider {
        @Override
        public String scheme() {
            return "memory";
        }

        @Override
        public String example() {
            return "memory:/name";
        }

        @Override
        public Storage open(URI address) {
            MemoryDisk disk = DISKS.computeIfAbsent(address.toString(), name -> new MemoryDisk());
            return new MemoryStorage(address.toString(), disk, Faults.NONE);
        }
    }
}
