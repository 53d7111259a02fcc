package io.espalier.spark.ledger;

import io.espalier.storage.Content;
import io.espalier.storage.FileName;
import io.espalier.storage.Storage;
import io.espalier.storage.Storage.Durability;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The right to write a sweep, numbered by epochs: a file for each driver that ever had it, {@code lease/<epoch>}. A
 * driver that starts takes the next epoch; one whose epoch is not the highest any more has lost the right. It says who
 * should go on; that no row is written twice rests on the sequence numbers of the tables' parts alone.
 */
final class Lease {
    private static final int LAST_EPOCH = 999_999_999;

    /** The folder of all of them. */
    static final String FOLDER = "lease";

    private final Storage out;
    private final int epoch;

    private Lease(Storage out, int epoch) {
        this.out = out;
        this.epoch = epoch;
    }

    /** Takes the lease from whoever has it. */
    static Lease take(Storage out) throws IOException {
        byte[] holder = (ManagementFactory.getRuntimeMXBean().getName() + " since " + Instant.now())
                .getBytes(StandardCharsets.UTF_8);
        int epoch = highest(out) + 1;
        while (!out.createIfAbsent(file(epoch), Content.of(holder), Durability.SYNCED)) {
            epoch++;
        }
        return new Lease(out, epoch);
    }

    int epoch() {
        return epoch;
    }

    /** Throws if another driver has taken the lease since. A list may be late, so the next epoch is asked for. */
    void check() throws IOException {
        int highest = Math.max(highest(out), out.exists(file(epoch + 1)) ? epoch + 1 : 0);
        if (highest > epoch || !out.exists(file(epoch))) {
            throw new LostLeaseException(out.toString(), "epoch " + highest + ", " + holder(highest));
        }
    }

    private String holder(int highest) throws IOException {
        return out.read(file(highest))
                .map(text -> new String(text, StandardCharsets.UTF_8))
                .orElse("deleted");
    }

    private static int highest(Storage out) throws IOException {
        return out.list(FOLDER).stream()
                .map(Storage.Entry::name)
                .filter(Lease::isOne)
                .mapToInt(file -> Integer.parseInt(FileName.last(file)))
                .max()
                .orElse(0);
    }

    /** Whether this is a driver's: the file of an epoch that another can follow. */
    static boolean isOne(String file) {
        String name = FileName.last(file);
        return name.matches("\\d{6,9}")
                && Integer.parseInt(name) < LAST_EPOCH
                && file.equals(file(Integer.parseInt(name)));
    }

    private static String file(int epoch) {
        return FOLDER + "/" + FileName.numbered(epoch);
    }
}
