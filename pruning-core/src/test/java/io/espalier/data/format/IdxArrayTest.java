package io.espalier.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IdxArrayTest {
    private static byte[] file(int magic, int[] sizes, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * sizes.length + values.length);
        bytes.putInt(magic);
        Arrays.stream(sizes).forEach(bytes::putInt);
        Arrays.stream(values).forEach(value -> bytes.put((byte) value));
        return bytes.array();
    }

    @Test
    void readsSizesAndValues() throws IOException {
        byte[] file = file(0x803, new int[] {2, 1, 3}, 0, 1, 2, 3, 254, 255);

        IdxArray array = IdxArray.parse("x", file, 3);

        assertThat(array.sizes()).containsExactly(2, 1, 3);
        assertThat(array.values()).containsExactly(0, 1, 2, 3, 254, 255);
    }

    @Test
    void refusesEveryTruncationAndAnyByteTooMany() {
        byte[] file = file(0x803, new int[] {2, 1, 3}, 0, 1, 2, 3, 4, 5);

        for (int length = 0; length <= file.length + 1; length++) {
            byte[] other = Arrays.copyOf(file, length);
            if (length != file.length) {
                assertThatThrownBy(() -> IdxArray.parse("x", other, 3))
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("Cannot read x: truncated")
                        .hasMessageContaining("found");
            }
        }
    }

    @Test
    void refusesAnotherMagicNumber() {
        assertThatThrownBy(() -> IdxArray.parse("x", file(0x801, new int[] {1, 1, 1}, 7), 3))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot read x: not an idx file (expected magic number 2051, found 2049)");
    }

    @Test
    void refusesSizesWhoseProductOverflows() {
        int huge = 1 << 30;

        assertThatThrownBy(() -> IdxArray.parse("x", file(0x803, new int[] {huge, huge, 16}), 3))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot read x: truncated or too long");
        assertThatThrownBy(() -> IdxArray.parse("x", file(0x803, new int[] {-2, -3, 1}, 1, 2, 3, 4, 5, 6), 3))
                .isInstanceOf(IOException.class);
    }
}
