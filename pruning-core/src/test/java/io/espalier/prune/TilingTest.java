package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.network.Layout;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.Mlp;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TilingTest {
    private final Layout.Slot slot =
            new Mlp().build(Shape.vector(6), 2).layout().slots().get(0);

    /** However much larger than the matrix: all of it is one tile. */
    @Test
    void takesTilesOfAnySize() {
        int size = slot.parameter().size();
        int[] tileOf = new int[slot.offset() + size];

        int tiles = Tiling.of(new Granularity.Block(Integer.MAX_VALUE, Integer.MAX_VALUE), slot.parameter())
                .number(tileOf, slot, 7);

        assertThat(tiles).isEqualTo(1);
        assertThat(IntStream.of(tileOf).skip(slot.offset())).containsOnly(7);
    }
}
