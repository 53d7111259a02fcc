package io.espalier.spark.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.espalier.binding.Binder;
import io.espalier.data.DataSpec;
import io.espalier.data.Splits;
import io.espalier.spark.sweep.DataHistory.OnChange;
import io.espalier.storage.Faults;
import io.espalier.storage.Faults.Fault;
import io.espalier.storage.Faults.Killed;
import io.espalier.storage.MemoryDisk;
import io.espalier.storage.MemoryStorage;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A folder never forgets data that it has seen, whatever goes wrong while it learns of others. */
class DataHistoryTest {
    private static final int OPERATIONS = 4;
    private static final DataSpec SPEC = spec(20);

    private static DataSpec spec(int limit) {
        return Binder.ofContext().parse("{\"source\":\"digits\",\"limit\":" + limit + "}", DataSpec.class);
    }

    private static void see(Storage out, Splits data, OnChange onChange) throws IOException {
        DataHistory history = DataHistory.in(out, onChange);
        history.dataHashes(Map.of(SPEC, data));
        history.write();
    }

    /** Whether it got to its end. */
    private static boolean sees(Storage out, Splits data) {
        try {
            see(out, data, OnChange.ACCEPT);
            return true;
        } catch (Killed | IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void keepsWhatItHasSeen(Fault fault) throws IOException {
        Splits first = SPEC.load();
        Splits second = spec(30).load();
        for (int i = 0; i < OPERATIONS; i++) {
            String where = fault + " at operation " + i;
            MemoryDisk disk = new MemoryDisk();
            Storage out = MemoryStorage.of(disk, Faults.NONE);
            see(out, first, OnChange.REFUSE);
            boolean seen = sees(MemoryStorage.of(disk, Faults.at(i, fault)), second);
            disk.cutPower();
            assertThatCode(() -> see(out, first, OnChange.REFUSE)).as(where).doesNotThrowAnyException();
            if (seen) {
                assertThatCode(() -> see(out, second, OnChange.REFUSE))
                        .as(where)
                        .doesNotThrowAnyException();
            }
            see(out, second, OnChange.ACCEPT);
            assertThat(new String(out.read("data.json").orElseThrow(), StandardCharsets.UTF_8))
                    .as(where)
                    .containsSubsequence(first.hash(), second.hash());
        }
    }
}
