package io.espalier.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.Mutations;
import io.espalier.storage.DamagedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is in a file of tensors, it is read or refused as damaged, and no more memory is taken than it is long. */
class SafetensorsFuzzTest {
    private static final byte[] RIGHT = Safetensors.of(
                    Map.of(
                            "weights", Tensor.of(List.of(3, 2), new float[6]),
                            "mask", Tensor.of(List.of(2), new long[2])),
                    Map.of("progress", "{}"))
            .toBytes();

    @Provide
    Arbitrary<Mutations> mutations() {
        return Mutations.any();
    }

    @Property(tries = 1000)
    void isReadOrDamaged(@ForAll("mutations") Mutations mutations) {
        parse(mutations.of(RIGHT));
    }

    private static void parse(byte[] bytes) {
        try {
            Safetensors.parse(bytes);
        } catch (DamagedException e) {
            assertThat(e).hasMessageStartingWith("Cannot read safetensors: damaged (");
        }
    }

    @Property(tries = 1)
    void refusesHeadersThatAreMadeToBlowUp() {
        parse(withHeader("[".repeat(100_000)));
        parse(withHeader("{\"a\":".repeat(100_000)));
        parse(withHeader(
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647],\"data_offsets\":[0,0]}}"));
        parse(withHeader("{\"w\":{\"dtype\":\"F32\",\"shape\":[0,2147483647,2147483647],\"data_offsets\":[0,0]}}"));
        parse(withHeader("{\"w\":{\"dtype\":\"F32\",\"shape\":[1e400],\"data_offsets\":[0,-4]}}"));
        parse(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(Long.MAX_VALUE)
                .array());
    }

    private static byte[] withHeader(String json) {
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + header.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }
}
