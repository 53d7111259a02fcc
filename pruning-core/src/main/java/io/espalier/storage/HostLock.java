package io.espalier.storage;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Held by one thread of all JVMs that a user has on this machine, for as long as it is open. */
public final class HostLock implements AutoCloseable {
    private static final Map<String, Semaphore> THREADS = new ConcurrentHashMap<>();

    private final Semaphore threads;
    private final RandomAccessFile file;
    private final FileLock processes;

    private HostLock(Semaphore threads, RandomAccessFile file) throws IOException {
        this.threads = threads;
        this.file = file;
        this.processes = file.getChannel().lock();
    }

    /** Waits for it. */
    public static HostLock take(String name) {
        Semaphore threads = THREADS.computeIfAbsent(name, n -> new Semaphore(1));
        threads.acquireUninterruptibly();
        try {
            String user = System.getProperty("user.name", "");
            File file = new File(System.getProperty("java.io.tmpdir"), "espalier-" + name + "-" + user + ".lock");
            return new HostLock(threads, new RandomAccessFile(file, "rw"));
        } catch (IOException e) {
            threads.release();
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            processes.release();
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.release();
        }
    }
}
