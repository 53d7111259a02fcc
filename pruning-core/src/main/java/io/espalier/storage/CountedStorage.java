package io.espalier.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A storage whose requests are counted, those that fail too. */
public final class CountedStorage implements Storage {
    private final Storage storage;
    private final Consumer<Requests> counter;

    /** @param counter hears of each request, on any thread */
    public CountedStorage(Storage storage, Consumer<Requests> counter) {
        this.storage = storage;
        this.counter = counter;
    }

    @Override
    public String location() {
        return storage.location();
    }

    @Override
    public String locate(String name) {
        return storage.locate(name);
    }

    @Override
    public Optional<FileSlice> read(String name, ByteRange range) throws IOException {
        long bytes = 0;
        try {
            Optional<FileSlice> slice = storage.read(name, range);
            bytes = slice.map(read -> (long) read.bytes().length).orElse(0L);
            return slice;
        } finally {
            counter.accept(Requests.read(bytes));
        }
    }

    @Override
    public OptionalLong size(String name) throws IOException {
        counter.accept(Requests.read(0));
        return storage.size(name);
    }

    @Override
    public Duration absence() {
        return storage.absence();
    }

    @Override
    public boolean createIfAbsent(String name, Content content, Durability durability) throws IOException {
        CountedContent counted = new CountedContent(content);
        try {
            return storage.createIfAbsent(name, counted, durability);
        } finally {
            counter.accept(Requests.write(counted.bytes()));
        }
    }

    @Override
    public void replace(String name, Content content) throws IOException {
        CountedContent counted = new CountedContent(content);
        try {
            storage.replace(name, counted);
        } finally {
            counter.accept(Requests.write(counted.bytes()));
        }
    }

    @Override
    public void replaceAll(SortedMap<String, Content> files) throws IOException {
        SortedMap<String, CountedContent> counted = new TreeMap<>();
        files.forEach((name, content) -> counted.put(name, new CountedContent(content)));
        try {
            storage.replaceAll(new TreeMap<>(counted));
        } finally {
            counted.values().forEach(content -> counter.accept(Requests.write(content.bytes())));
        }
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        counter.accept(Requests.LIST);
        return storage.list(folder);
    }

    @Override
    public List<String> specials(String folder) throws IOException {
        counter.accept(Requests.LIST);
        return storage.specials(folder);
    }

    @Override
    public void delete(String name) throws IOException {
        counter.accept(Requests.DELETE);
        storage.delete(name);
    }

    @Override
    public void sync(String name) throws IOException {
        counter.accept(Requests.SYNC);
        storage.sync(name);
    }

    @Override
    public boolean move(String from, String to) throws IOException {
        counter.accept(Requests.write(0));
        return storage.move(from, to);
    }

    @Override
    public LocalFiles localFiles(String folder) throws IOException {
        counter.accept(Requests.LIST);
        return storage.localFiles(folder);
    }

    @Override
    public String toString() {
        return storage.toString();
    }

    /** Content that knows how much of it was written, if it was written once more as well. */
    private static final class CountedContent implements Content {
        private final Content content;
        private final AtomicLong bytes = new AtomicLong();

        CountedContent(Content content) {
            this.content = content;
        }

        long bytes() {
            return bytes.get();
        }

        @Override
        public void writeTo(WritableByteChannel file) throws IOException {
            content.writeTo(new CountedChannel(file, bytes));
        }
    }

    private record CountedChannel(WritableByteChannel file, AtomicLong bytes) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer source) throws IOException {
            int written = file.write(source);
            bytes.addAndGet(written);
            return written;
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
