package io.espalier.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HuffmanCodeTest {
    private static byte[] write(HuffmanCode code, List<Integer> symbols) {
        BitWriter out = new BitWriter();
        symbols.forEach(symbol -> code.write(symbol, out));
        return out.toBytes();
    }

    @Property(tries = 200)
    void readsWhatItWrote(@ForAll @Size(min = 1, max = 300) List<@IntRange(max = 20) Integer> symbols) {
        int[] counts = new int[21];
        symbols.forEach(symbol -> counts[symbol]++);
        HuffmanCode code = HuffmanCode.ofCounts(counts);
        HuffmanCode read = HuffmanCode.of(code.table());
        BitReader in = new BitReader(ByteBuffer.wrap(write(code, symbols)));
        assertThat(symbols).allSatisfy(symbol -> assertThat(read.read(in)).isEqualTo(symbol));
    }

    @Property(tries = 200)
    void staysWithinABitOfTheEntropy(@ForAll @Size(min = 1, max = 300) List<@IntRange(max = 20) Integer> symbols) {
        int[] counts = new int[21];
        symbols.forEach(symbol -> counts[symbol]++);
        double entropy = Arrays.stream(counts)
                .filter(count -> count > 0)
                .mapToDouble(count -> -count * Math.log((double) count / symbols.size()) / Math.log(2))
                .sum();
        long bits = 8L * write(HuffmanCode.ofCounts(counts), symbols).length;
        assertThat((double) bits).isBetween(entropy - 1e-9, entropy + symbols.size() + 8);
    }

    @Test
    void givesFrequentSymbolsShortCodes() {
        assertThat(HuffmanCode.ofCounts(new int[] {1, 0, 8, 2, 4}).table()).containsExactly(4, 0, 2, 4, 3);
    }

    @Test
    void takesNoBitsForASingleSymbol() {
        HuffmanCode code = HuffmanCode.ofCounts(new int[] {0, 7});
        assertThat(write(code, List.of(1, 1, 1))).isEmpty();
        assertThat(code.table()).containsExactly(0, 1);
    }

    @Test
    void refusesLengthsThatAreNoCode() {
        assertThatThrownBy(() -> HuffmanCode.of(new byte[] {2, 2, 2})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HuffmanCode.of(new byte[] {-9})).isInstanceOf(IllegalArgumentException.class);
    }
}
