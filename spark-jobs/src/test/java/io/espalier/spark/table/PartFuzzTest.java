package io.espalier.spark.table;

import io.espalier.Mutations;
import io.espalier.result.TrialRecords;
import io.espalier.result.TrialRow;
import io.espalier.snapshot.DamagedException;
import io.espalier.snapshot.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is in a file of a table, its rows are read or it is refused as damaged. */
class PartFuzzTest {
    private static final TableSchema<TrialRow> TRIALS = TableSchema.of(TrialRow.class);
    private static final byte[] RIGHT = RowWriter.write(
            TRIALS,
            List.of(
                    TrialRecords.completed("a").trial(),
                    TrialRecords.failed("b").trial()),
            Map.of(Part.SCHEMA_VERSION, String.valueOf(TableSchema.VERSION)));

    @Provide
    Arbitrary<Mutations> mutations() {
        return Mutations.any();
    }

    @Property(tries = 300)
    void isReadOrDamaged(@ForAll("mutations") Mutations mutations) throws IOException {
        Path file = Files.createTempFile("fuzz", ".parquet");
        try {
            Files.write(file, mutations.of(RIGHT));
            new Part<>(TRIALS, file).rows();
        } catch (DamagedException | StoreException e) {
            // refused
        } finally {
            Files.delete(file);
        }
    }
}
