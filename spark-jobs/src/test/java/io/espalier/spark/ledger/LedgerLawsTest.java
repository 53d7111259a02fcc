package io.espalier.spark.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.spark.table.SweepTables;
import io.espalier.storage.Faults;
import io.espalier.storage.Faults.Fault;
import io.espalier.storage.MemoryDisk;
import io.espalier.storage.MemoryStorage;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The {@linkplain LedgerLaws laws} in Parquet on a storage that fails. Each point of a short sweep at which something can
 * go wrong is tried, and then many sweeps in which much does. {@link LedgerProtocolTest} has thousands of times as many.
 */
class LedgerLawsTest {
    private static final int SEQUENCES = 100;
    private final LedgerLaws laws = new LedgerLaws(SweepTables.PARQUET);

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "NO", mode = EnumSource.Mode.EXCLUDE)
    void holdWhateverGoesWrongAtAnyPoint(Fault fault) throws IOException {
        int operations = laws.operations();
        assertThat(operations).isGreaterThan(40);
        for (int i = 0; i < operations; i++) {
            MemoryDisk disk = laws.begun();
            Set<String> acknowledged = new HashSet<>();
            laws.driveToSomeEnd(MemoryStorage.of(disk, Faults.at(i, fault)), acknowledged);
            disk.cutPower();
            laws.assertHold(disk, acknowledged, fault + " at operation " + i);
        }
    }

    @Test
    void holdWhereverAnotherDriverTakesOver() throws IOException {
        int operations = laws.operations();
        for (int i = 0; i < operations; i++) {
            MemoryDisk disk = laws.begun();
            Set<String> acknowledged = new HashSet<>();
            int[] left = {i};
            Faults meanwhile = verb -> {
                if (left[0]-- == 0) {
                    laws.driveToSomeEnd(MemoryStorage.of(disk, Faults.NONE), acknowledged);
                }
                return Fault.NO;
            };
            laws.driveToSomeEnd(MemoryStorage.of(disk, meanwhile), acknowledged);
            assertThat(acknowledged).as("taken over at operation " + i).hasSize(LedgerLaws.TRIALS);
            laws.assertHold(disk, acknowledged, "taken over at operation " + i);
        }
    }

    /** With lists that are late, and luck that decides what a power cut leaves of what is not synced. */
    @Test
    @Tag("slow")
    void holdInManySweepsInWhichMuchGoesWrong() throws IOException {
        for (int seed = 0; seed < SEQUENCES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            MemoryDisk disk = new MemoryDisk(random::nextInt, random.nextInt(60));
            Set<String> acknowledged = new HashSet<>();
            List<Storage> drivers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                drivers.add(MemoryStorage.of(disk, sometimes(random.split())));
            }
            for (Storage driver : drivers) {
                laws.driveToSomeEnd(driver, acknowledged);
                if (random.nextInt(4) == 0) {
                    disk.cutPower();
                }
            }
            if (acknowledged.isEmpty()) {
                laws.driveToSomeEnd(MemoryStorage.of(disk, Faults.NONE), acknowledged);
            }
            laws.assertHold(disk, acknowledged, "seed " + seed);
        }
    }

    private static Faults sometimes(SplittableRandom random) {
        boolean[] dead = {false};
        return verb -> {
            Fault fault = random.nextInt(60) == 0 ? Fault.values()[1 + random.nextInt(4)] : Fault.NO;
            Fault now = dead[0] ? Fault.KILLED_BEFORE : fault;
            dead[0] |= fault == Fault.KILLED_BEFORE || fault == Fault.KILLED_AFTER;
            return now;
        };
    }
}
