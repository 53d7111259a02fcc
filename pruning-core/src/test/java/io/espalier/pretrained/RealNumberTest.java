package io.espalier.pretrained;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.snapshot.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealNumberTest {
    private static ByteBuffer bits(int bits) {
        return ByteBuffer.allocate(2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) bits)
                .flip();
    }

    /** Examples of IEEE 754-2019: one, the smallest and largest subnormal, the smallest and largest normal, infinity. */
    @ParameterizedTest
    @CsvSource({
        "0x3c00, 0x1.0p0",
        "0xc000, -0x1.0p1",
        "0x0000, 0.0",
        "0x8000, -0.0",
        "0x0001, 0x1.0p-24",
        "0x83ff, -0x1.ff8p-15",
        "0x0400, 0x1.0p-14",
        "0x7bff, 65504",
        "0x3555, 0x1.554p-2",
        "0xfc00, -Infinity"
    })
    void readsHalves(String bits, String number) {
        assertThat(RealNumber.F16.read(bits(Integer.decode(bits)))).isEqualTo(Float.parseFloat(number));
    }

    @ParameterizedTest
    @CsvSource({"0x3f80, 1", "0xc049, -3.140625", "0x0001, 0x1.0p-133", "0x8000, -0.0", "0x7f80, Infinity"})
    void readsBrainFloats(String bits, String number) {
        assertThat(RealNumber.BF16.read(bits(Integer.decode(bits)))).isEqualTo(Float.parseFloat(number));
    }

    @Test
    void keepsWhatIsNoNumber() {
        assertThat(RealNumber.F16.read(bits(0x7e01))).isNaN();
        assertThat(RealNumber.BF16.read(bits(0x7fc1))).isNaN();
    }

    @Test
    void isOfRealTypesOnly() {
        assertThat(RealNumber.of(new Tensor(Tensor.Type.BF16, List.of(1), bits(0))))
                .contains(RealNumber.BF16);
        assertThat(RealNumber.of(new Tensor(Tensor.Type.I16, List.of(1), bits(0))))
                .isEmpty();
    }
}
