package io.espalier.run.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.tree.StepKey;
import io.espalier.run.store.StepStore.Access;
import io.espalier.storage.ContentStore;
import io.espalier.storage.CountedStorage;
import io.espalier.storage.Requests;
import io.espalier.storage.Storages;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StepLookupTest {
    private static final StepKey KEY = new StepKey("0123456789abcdef0123456789abcdef");

    private long now;
    private Requests requests = Requests.NONE;
    private final StepLookup lookup = new StepLookup(
            new StepStore(
                    ContentStore.open(new CountedStorage(
                            Storages.of("memory:/" + UUID.randomUUID()), more -> requests = requests.plus(more))),
                    Access.REUSE),
            () -> now);

    @Test
    void asksOnceASecondForWhatIsNotThere() throws IOException {
        for (int half = 0; half < 6; half++) {
            assertThat(lookup.measurement(KEY)).isEmpty();
            assertThat(lookup.holds(KEY)).isFalse();
            now += Duration.ofMillis(500).toNanos();
        }
        assertThat(requests.reads()).as("of two kinds, three seconds").isEqualTo(6);
    }

    @Test
    void takesASnapshotThatItLookedForInVainForAbsent() {
        assertThat(lookup.holds(KEY)).isFalse();
        assertThat(lookup.holds(KEY)).isFalse();
        assertThat(requests.reads()).isEqualTo(1);
    }
}
