package io.espalier.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StoredKeysTest {
    private Requests requests = Requests.NONE;
    private final ContentStore store = ContentStore.open(
            new CountedStorage(Storages.of("memory:/" + UUID.randomUUID()), more -> requests = requests.plus(more)));

    private static String key(int i) {
        return String.format("%04d", i);
    }

    private void publish(int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            store.publish("things", key(i), new byte[] {1});
        }
        store.publish("others", key(to), new byte[] {1});
        requests = Requests.NONE;
    }

    private void requireTruth(StoredKeys keys, int asked) throws IOException {
        for (int i = 0; i < asked; i++) {
            assertThat(keys.contains(key(i))).isEqualTo(i < 30);
        }
    }

    @Test
    void asksForAFewByName() throws IOException {
        publish(0, 30);
        requireTruth(store.stored("things"), 10);
        assertThat(requests.lists()).isZero();
        assertThat(requests.reads()).isEqualTo(10);
    }

    @Test
    void listsOnceForMany() throws IOException {
        publish(0, 30);
        requireTruth(store.stored("things"), 60);
        assertThat(requests.lists()).isEqualTo(1);
        assertThat(requests.reads()).isEqualTo(16);
    }

    @Test
    void asksForNothingThatNobodyWants() throws IOException {
        publish(0, 30);
        store.stored("things");
        assertThat(requests).isEqualTo(Requests.NONE);
    }
}
