package io.espalier.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.InvalidValueException;
import io.espalier.storage.DamagedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    /** Written by version 0.8 of the format's Python library from the same tensors. */
    private static final byte[] GOLDEN = HexFormat.of()
            .parseHex(
                    "38010000000000007b225f5f6d657461646174615f5f223a7b226b223a2276227d2c2261223a7b226474797065223a2249"
                            + "3634222c227368617065223a5b325d2c22646174615f6f666673657473223a5b302c31365d7d2c226e6f6e65223a7b2264"
                            + "74797065223a22463332222c227368617065223a5b302c335d2c22646174615f6f666673657473223a5b31362c31365d7d"
                            + "2c227363616c6172223a7b226474797065223a22463332222c227368617065223a5b5d2c22646174615f6f666673657473"
                            + "223a5b31362c32305d7d2c2277223a7b226474797065223a22463332222c227368617065223a5b322c325d2c2264617461"
                            + "5f6f666673657473223a5b32302c33365d7d2c226d223a7b226474797065223a225538222c227368617065223a5b335d2c"
                            + "22646174615f6f666673657473223a5b33362c33395d7d7d20200700000000000000ffffffffffffffff00008040000080"
                            + "3f00002040000040c0000000000100ff");

    private static Safetensors golden() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("w", Tensor.of(List.of(2, 2), new float[] {1, 2.5f, -3, 0}));
        tensors.put("a", Tensor.of(List.of(2), new long[] {7, -1}));
        tensors.put("m", Tensor.of(List.of(3), new byte[] {1, 0, (byte) 255}));
        tensors.put("scalar", Tensor.of(List.of(), new float[] {4}));
        tensors.put("none", Tensor.of(List.of(0, 3), new float[0]));
        return Safetensors.of(tensors, Map.of("k", "v"));
    }

    @Test
    void writesTheBytesOfThePythonLibrary() {
        assertThat(golden().toBytes()).isEqualTo(GOLDEN);
    }

    @Test
    void readsTheBytesOfThePythonLibrary() throws DamagedException {
        Safetensors parsed = Safetensors.parse(GOLDEN);
        assertThat(parsed).isEqualTo(golden());
        assertThat(parsed.tensors().get("w").floats()).containsExactly(1, 2.5f, -3, 0);
        assertThat(parsed.tensors().get("a").longs()).containsExactly(7, -1);
        assertThat(parsed.tensors().get("m").bytes()).containsExactly(1, 0, 255);
    }

    @Test
    void refusesMoreThanABlobMayHaveBeforeThereIsMemoryForIt() {
        ByteBuffer mebibyte = ByteBuffer.allocate(1 << 20);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < 2048; i++) {
            tensors.put("t" + i, new Tensor(Tensor.Type.U8, List.of(1 << 20), mebibyte));
        }
        assertThatThrownBy(() -> Safetensors.of(tensors, Map.of()).toBytes())
                .isInstanceOf(InvalidValueException.class)
                .hasMessageMatching("Invalid snapshot: 2147\\d+ bytes \\(must be at most 2147483599 bytes\\)");
    }

    @Property(tries = 50)
    void comesBackAsItWas(
            @ForAll Map<String, float[]> arrays,
            @ForAll @Size(max = 5) Map<String, String> metadata,
            @ForAll long[] longs)
            throws DamagedException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        arrays.forEach((name, values) -> tensors.put("f." + name, Tensor.of(List.of(values.length), values)));
        tensors.put("longs", Tensor.of(List.of(longs.length), longs));
        Safetensors before = Safetensors.of(tensors, metadata);
        Safetensors after = Safetensors.parse(before.toBytes());
        assertThat(after).isEqualTo(before);
        assertThat(after.tensors().get("longs").longs()).isEqualTo(longs);
        assertThat(after.toBytes()).isEqualTo(before.toBytes());
    }

    @Property(tries = 300)
    void neverFailsInAnotherWayThanDamaged(@ForAll int at, @ForAll byte value) {
        byte[] bytes = GOLDEN.clone();
        bytes[Math.floorMod(at, bytes.length)] = value;
        try {
            Safetensors.parse(bytes);
        } catch (DamagedException e) {
            assertThat(e).hasMessageStartingWith("Cannot read safetensors: damaged (");
        }
    }

    @Test
    void refusesEveryTruncation() {
        for (int length = 0; length < GOLDEN.length; length++) {
            byte[] cut = Arrays.copyOf(GOLDEN, length);
            assertThatThrownBy(() -> Safetensors.parse(cut)).isInstanceOf(DamagedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}} ",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[9],\"data_offsets\":[0,9]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[7],\"data_offsets\":[1,8]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[6],\"data_offsets\":[0,6]},\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,8]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]},\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[8],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F4\",\"shape\":[4],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"I64\",\"shape\":[2147483647,2147483647,2147483647],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"I64\",\"shape\":[-1,-1],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[-8,0]}}",
                "{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8,8]}}",
                "{\"a\":{\"dtype\":\"I64\",\"shape\":[1.0],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"I64\",\"shape\":[1]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]}}",
                "{\"__metadata__\":{\"a\":1},\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]}}",
                "{\"__metadata__\":[]}",
                "[]",
                "{}",
                "no json"
            })
    void refusesHeadersThatDoNotFitEightBytesOfData(String header) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(16 + json.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.endsWith(" ") ? Long.MAX_VALUE : json.length).put(json);
        assertThatThrownBy(() -> Safetensors.parse(file.array())).isInstanceOf(DamagedException.class);
    }

    @Test
    void refusesTensorsWhoseNumbersDoNotFillTheirShape() {
        assertThatThrownBy(() -> Tensor.of(List.of(2, 2), new float[3]))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("Invalid data: 12 bytes (must be 16 for F32[2, 2])");
    }

    @Test
    void refusesToReadNumbersAsAnotherType() {
        assertThatThrownBy(() -> Tensor.of(List.of(1), new float[1]).longs())
                .hasMessage("Invalid type: F32 (must be I64)");
    }
}
