package io.espalier.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MiniBatchesTest {
    @Property
    void everyExampleIsInOneBatch(
            @ForAll @IntRange(min = 1, max = 300) int examples,
            @ForAll @IntRange(min = 1, max = 310) int batch,
            @ForAll @IntRange(min = 1, max = 3) int least) {
        MiniBatches batches = new MiniBatches(examples, batch, least);
        int next = 0;
        for (int i = 0; i < batches.count(); i++) {
            assertThat(batches.from(i)).isEqualTo(next);
            assertThat(batches.to(i) - next).isBetween(batches.smallest(), batches.batch());
            next = batches.to(i);
        }
        assertThat(next).isEqualTo(examples);
    }

    @Test
    void theLastTwoShareWhereOneWouldBeTooSmall() {
        MiniBatches batches = new MiniBatches(180, 179, 2);
        assertThat(batches.count()).isEqualTo(2);
        assertThat(batches.to(0)).isEqualTo(90);
        assertThat(batches.smallest()).isEqualTo(90);
        assertThat(new MiniBatches(180, 179, 1).smallest()).isEqualTo(1);
        assertThat(new MiniBatches(5, 2, 2).smallest()).isEqualTo(1);
        assertThat(new MiniBatches(180, 60, 2).smallest()).isEqualTo(60);
    }
}
