package io.espalier.engine.torch.natives;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/**
 * Lets one process of a host at a time unpack libtorch into DJL's cache folder (440 MB; {@code DJL_CACHE_DIR}, or else
 * {@code .djl.ai} at home), so that of executors that start together the first does it and the others find it done.
 */
public final class NativesLock {
    private NativesLock() {}

    /** Where no lock can be had, the work is done without: DJL renames what it has unpacked into place. */
    public static <T> T during(Supplier<T> work) {
        try (FileChannel file = open()) {
            file.lock(); // until it is closed
            return work.get();
        } catch (IOException e) {
            return work.get();
        }
    }

    private static FileChannel open() throws IOException {
        Path cache = Files.createDirectories(Utils.getEngineCacheDir());
        return FileChannel.open(cache.resolve("unpacking.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
