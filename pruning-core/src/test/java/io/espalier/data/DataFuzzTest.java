package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.Mutations;
import io.espalier.data.format.IdxArray;
import io.espalier.network.op.Shape;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is in a file of data, it is read or refused by an {@link IOException}. */
class DataFuzzTest {
    private static final Shape SHAPE = new Shape(2, 3, 1);
    private static final Splits SPLITS = Splits.of(
            TestData.random(1, SHAPE, 3, 0, 1, 2),
            TestData.random(2, SHAPE, 3, 2),
            TestData.random(3, SHAPE, 3, 1, 0, 2));

    @Provide
    Arbitrary<Mutations> mutations() {
        return Mutations.any();
    }

    @Property(tries = 500)
    void idx(@ForAll("mutations") Mutations mutations) {
        byte[] file = ByteBuffer.allocate(4 + 12 + 24)
                .putInt(0x803)
                .putInt(2)
                .putInt(3)
                .putInt(4)
                .array();
        try {
            IdxArray array = IdxArray.parse("x", mutations.of(file), 3);
            assertThat(array.values()).hasSize(Arrays.stream(array.sizes()).reduce(1, Math::multiplyExact));
        } catch (IOException e) {
            // refused
        }
    }

    @Property(tries = 300)
    void splits(@ForAll("mutations") Mutations mutations) throws IOException {
        Path file = Files.createTempFile("fuzz", ".safetensors");
        try {
            SplitsFile.write(
                    SPLITS,
                    LocalStorage.ofUser(file.getParent()),
                    file.getFileName().toString());
            Files.write(file, mutations.of(Files.readAllBytes(file)));
            assertThat(SplitsFile.read(
                                    LocalStorage.ofUser(file.getParent()),
                                    file.getFileName().toString())
                            .hash())
                    .isEqualTo(SPLITS.hash());
        } catch (IOException e) {
            // refused
        } finally {
            Files.delete(file);
        }
    }
}
