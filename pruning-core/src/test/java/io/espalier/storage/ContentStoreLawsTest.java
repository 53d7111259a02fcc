package io.espalier.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.storage.ContentStore.Published;
import io.espalier.storage.Faults.Fault;
import io.espalier.storage.Faults.Killed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a content store keeps on a storage that fails: the first writer wins, what differs is reported, what is synced stays,
 * and what is damaged is known for it and put right.
 */
class ContentStoreLawsTest {
    private static final List<String> KEYS = List.of("00a", "00b", "01a");
    private static final int SEQUENCES = 20_000;

    private static byte[] content(String key) {
        return ("content of " + key).getBytes(StandardCharsets.UTF_8);
    }

    /** Publishes every key; syncs the first. */
    private static void publish(Storage storage, Set<String> synced) throws IOException {
        ContentStore store = ContentStore.open(storage);
        for (String key : KEYS) {
            assertThat(store.publish("kind", key, content(key))).isNotEqualTo(Published.DIFFERENT);
        }
        store.sync("kind", KEYS.get(0));
        synced.add(KEYS.get(0));
    }

    private static void publishToSomeEnd(Storage storage, Set<String> synced) {
        try {
            publish(storage, synced);
        } catch (Killed | IOException e) {
            // The next one goes on.
        }
    }

    private static void assertLawful(MemoryDisk disk, Set<String> synced, String where) throws IOException {
        ContentStore store = ContentStore.open(MemoryStorage.of(disk, Faults.NONE));
        for (String key : synced) {
            assertThat(store.find("kind", key)).as(where).hasValue(content(key));
        }
        for (String key : KEYS) {
            boolean whole = store.isWhole("kind", key);
            assertThat(store.publish("kind", key, content(key)))
                    .as(where)
                    .isEqualTo(whole ? Published.SAME : Published.WON);
            assertThat(store.find("kind", key)).as(where).hasValue(content(key));
            assertThat(store.publish("kind", key, content("another"))).isEqualTo(Published.DIFFERENT);
        }
        assertThat(store.audit().damaged()).as(where).isEmpty();
        assertThat(store.audit().violations()).as(where).hasSize(KEYS.size());
        assertThat(store.keys("kind")).as(where).containsExactlyInAnyOrderElementsOf(KEYS);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "NO", mode = EnumSource.Mode.EXCLUDE)
    void holdWhateverGoesWrongAtAnyPoint(Fault fault) throws IOException {
        for (int i = 0; i < 2 * KEYS.size(); i++) {
            for (int luck = 0; luck < 3; luck++) {
                int lucky = luck;
                MemoryDisk disk = new MemoryDisk(bound -> lucky % bound, 0);
                Set<String> synced = new HashSet<>();
                publishToSomeEnd(MemoryStorage.of(disk, Faults.at(i, fault)), synced);
                disk.cutPower();
                publishToSomeEnd(MemoryStorage.of(disk, Faults.at(i, fault)), synced);
                disk.cutPower();
                assertLawful(disk, synced, fault + " at operation " + i + ", luck " + luck);
            }
        }
    }

    @Test
    void holdInManyStoresInWhichMuchGoesWrong() throws IOException {
        for (int seed = 0; seed < SEQUENCES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            MemoryDisk disk = new MemoryDisk(random::nextInt, 0);
            Set<String> synced = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                Fault fault = Fault.values()[random.nextInt(5)];
                publishToSomeEnd(MemoryStorage.of(disk, Faults.at(random.nextInt(10), fault)), synced);
                disk.cutPower();
            }
            assertLawful(disk, synced, "seed " + seed);
        }
    }
}
