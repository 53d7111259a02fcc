package io.espalier.run.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.tree.StepKey;
import io.espalier.run.store.StepStore.Access;
import io.espalier.storage.ContentStore;
import io.espalier.storage.CountedStorage;
import io.espalier.storage.Requests;
import io.espalier.storage.Storage;
import io.espalier.storage.Storages;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StepLookupTest {
    private static final StepKey KEY = new StepKey("0123456789abcdef0123456789abcdef");

    private long now;
    private Requests requests = Requests.NONE;

    private StepLookup lookup(Duration absence) {
        Storage storage =
                new CountedStorage(Storages.of("memory:/" + UUID.randomUUID()), more -> requests = requests.plus(more));
        return new StepLookup(new StepStore(ContentStore.open(storage), Access.REUSE), absence, () -> now);
    }

    @Test
    void asksOnceASecondForWhatIsNotThereWhereQuestionsCost() throws IOException {
        StepLookup lookup = lookup(Duration.ofSeconds(1));
        for (int half = 0; half < 6; half++) {
            assertThat(lookup.measurement(KEY)).isEmpty();
            assertThat(lookup.holds(KEY)).isFalse();
            now += Duration.ofMillis(500).toNanos();
        }
        assertThat(requests.reads()).as("of two kinds, three seconds").isEqualTo(6);
    }

    @Test
    void asksEachTimeWhereQuestionsCostNothing() throws IOException {
        StepLookup lookup = lookup(Duration.ZERO);
        assertThat(lookup.holds(KEY)).isFalse();
        assertThat(lookup.holds(KEY)).isFalse();
        assertThat(lookup.measurement(KEY)).isEmpty();
        assertThat(lookup.measurement(KEY)).isEmpty();
        assertThat(requests.reads()).isEqualTo(4);
    }

    @Test
    void takesASnapshotThatItLookedForInVainForAbsent() {
        StepLookup lookup = lookup(Duration.ofSeconds(1));
        assertThat(lookup.holds(KEY)).isFalse();
        assertThat(lookup.holds(KEY)).isFalse();
        assertThat(requests.reads()).isEqualTo(1);
    }
}
