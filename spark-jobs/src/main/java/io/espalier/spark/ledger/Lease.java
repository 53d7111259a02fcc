package io.espalier.spark.ledger;

import io.espalier.storage.AtomicFile;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The right to write a sweep, numbered by epochs: a file for each driver that ever had it, {@code lease/<epoch>}. A
 * driver that starts takes the next epoch; one whose epoch is not the highest any more has lost the right. It says who
 * should go on; that no row is written twice rests on the sequence numbers of the tables' parts alone.
 */
final class Lease {
    private static final int LAST_EPOCH = 999_999_999;

    private final Path out;
    private final Path folder;
    private final int epoch;

    private Lease(Path out, Path folder, int epoch) {
        this.out = out;
        this.folder = folder;
        this.epoch = epoch;
    }

    /** Takes the lease from whoever has it. */
    static Lease take(Path out) throws IOException {
        Path folder = AtomicFile.createFolders(folder(out));
        Path staging = AtomicFile.createFolders(out.resolve("_staging"));
        byte[] holder = (ManagementFactory.getRuntimeMXBean().getName() + " since " + Instant.now())
                .getBytes(StandardCharsets.UTF_8);
        int epoch = highest(folder) + 1;
        while (!AtomicFile.create(staging.resolve("lease." + UUID.randomUUID()), file(folder, epoch), holder)) {
            epoch++;
        }
        return new Lease(out, folder, epoch);
    }

    int epoch() {
        return epoch;
    }

    /** Throws if another driver has taken the lease since. */
    void check() throws IOException {
        int highest = highest(folder);
        if (highest != epoch) {
            String holder = Files.readString(file(folder, highest));
            throw new LostLeaseException(out.toString(), "epoch " + highest + ", " + holder);
        }
    }

    private static int highest(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Lease::isOne)
                    .mapToInt(file -> Integer.parseInt(file.getFileName().toString()))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw StoreException.because("read", folder, e);
        }
    }

    static Path folder(Path out) {
        return out.resolve("lease");
    }

    /** Whether this is a driver's: the file of an epoch that another can follow. */
    static boolean isOne(Path path) {
        String name = path.getFileName().toString();
        return name.matches("\\d{6,9}")
                && Integer.parseInt(name) < LAST_EPOCH
                && path.equals(file(path.resolveSibling(""), Integer.parseInt(name)))
                && Files.isRegularFile(path);
    }

    private static Path file(Path folder, int epoch) {
        return folder.resolve("%06d".formatted(epoch));
    }
}
