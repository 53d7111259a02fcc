package io.espalier.spark.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.util.AccumulatorV2;
import org.junit.jupiter.api.Test;
import org.objenesis.ObjenesisStd;

class TrainingCounterTest {
    private final TrainingCounter counter = new TrainingCounter();

    @Test
    void countsForOneBranchAtATime() {
        counter.of("a").trained(3, 2_000_000_000L);
        counter.trained(0, 500_000_000L);
        assertThat(counter.value()).isEqualTo(new TrainingSoFar("a", 3, 2.5));
        counter.of("b").trained(1, 1_000_000_000L);
        assertThat(counter.value()).isEqualTo(new TrainingSoFar("b", 1, 1));
    }

    /** What Spark does with it on the way: a task begins with none, and the end of a task tells the driver nothing. */
    @Test
    void isAnAccumulator() {
        assertThat(counter.isZero()).isTrue();
        counter.of("a").trained(3, 2_000_000_000L);
        TrainingCounter copy = counter.copy();
        assertThat(copy.value()).isEqualTo(counter.value());
        copy.reset();
        assertThat(copy.isZero()).isTrue();
        copy.merge(counter);
        assertThat(copy.isZero()).isTrue();
    }

    /** Spark registers a counter before its fields are read; an exception there would end the executor's heartbeats. */
    @Test
    void answersHeartbeatsWhileItIsDeserialized() {
        for (Class<? extends AccumulatorV2<?, ?>> counter : List.of(TrainingCounter.class, RequestCounter.class)) {
            assertThat(new ObjenesisStd().newInstance(counter).isZero()).isTrue();
        }
    }
}
