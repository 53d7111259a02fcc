package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.network.Layout;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Role;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MaskTest {
    /** 203 numbers, a slot of 70 and one of 123 from 80 on; 208 with the gap and the end. */
    private final Layout layout = new Layout(
            List.of(new Parameter("a", Role.WEIGHT, List.of(7, 10)), new Parameter("b", Role.WEIGHT, List.of(123))));

    private Mask without(Set<Integer> removed) {
        Mask mask = Mask.full(layout);
        removed.forEach(mask::remove);
        return mask;
    }

    @Property
    void keepsCountsAndZeroesWhatABitSetDoes(@ForAll @Size(max = 120) Set<@IntRange(max = 202) Integer> removed) {
        BitSet bits = new BitSet();
        bits.set(0, layout.size());
        removed.forEach(bits::clear);
        Mask mask = without(removed);
        float[] values = new float[layout.size()];
        Arrays.fill(values, -1);
        mask.apply(values);
        for (int i = 0; i < layout.size(); i++) {
            assertThat(mask.keeps(i)).isEqualTo(bits.get(i));
            assertThat(values[i]).isEqualTo(bits.get(i) ? -1f : 0f);
        }
        for (Layout.Slot slot : layout.slots()) {
            assertThat(mask.kept(slot))
                    .isEqualTo(bits.get(slot.offset(), slot.end()).cardinality());
        }
    }

    @Property
    void countsAnyRange(
            @ForAll Set<@IntRange(max = 202) Integer> removed,
            @ForAll @IntRange(max = 208) int a,
            @ForAll @IntRange(max = 208) int b) {
        Mask mask = without(removed);
        int from = Math.min(a, b);
        int to = Math.max(a, b);
        assertThat(mask.kept(from, to))
                .isEqualTo((int) IntStream.range(from, to).filter(mask::keeps).count());
    }

    @Property
    void andKeepsWhatBothKeep(
            @ForAll Set<@IntRange(max = 202) Integer> one, @ForAll Set<@IntRange(max = 202) Integer> other) {
        Mask both = without(one).and(without(other));
        for (int i = 0; i < layout.size(); i++) {
            assertThat(both.keeps(i)).isEqualTo(!one.contains(i) && !other.contains(i));
        }
    }

    @Test
    void isWhatItsWordsSay() {
        Mask mask = without(Set.of(3, 64, 127));
        assertThat(Mask.of(mask.words(), mask.size())).isEqualTo(mask).hasSameHashCodeAs(mask);
        assertThat(mask.copy()).isEqualTo(mask).isNotEqualTo(Mask.full(layout));
    }

    @Test
    void writesPositiveZeros() {
        Mask mask = without(Set.of(5));
        float[] values = new float[layout.size()];
        values[5] = Float.NaN;
        mask.apply(values);
        assertThat(Float.floatToRawIntBits(values[5])).isZero();
    }
}
