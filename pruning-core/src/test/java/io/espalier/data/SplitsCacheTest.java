package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.network.op.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitsCacheTest {
    @TempDir
    Path folder;

    private static Splits splits() {
        Dataset data = TestData.random(1, Shape.vector(2), 2, 0, 1, 0);
        return Splits.of(data, data, data);
    }

    @Test
    void givesEightThreadsThatAskAtOnceTheSameSplits() throws Exception {
        Path file = folder.resolve("splits");
        SplitsFile.write(splits(), file);
        SplitsCache cache = new SplitsCache();
        CyclicBarrier together = new CyclicBarrier(8);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Splits> ask = () -> {
                together.await();
                return cache.get(file);
            };
            List<Splits> found = new ArrayList<>();
            for (Future<Splits> answer : threads.invokeAll(Collections.nCopies(8, ask))) {
                found.add(answer.get());
            }
            assertThat(found).allSatisfy(splits -> assertThat(splits).isSameAs(found.get(0)));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void knowsAFileByWhereverItIsNamedFrom() throws IOException {
        SplitsFile.write(splits(), folder.resolve("splits"));
        SplitsCache cache = new SplitsCache();

        assertThat(cache.get(folder.resolve("x/../splits"))).isSameAs(cache.get(folder.resolve("splits")));
    }

    @Test
    void triesAgainAfterAFailedRead() throws IOException {
        Path file = folder.resolve("late");
        SplitsCache cache = new SplitsCache();
        assertThatThrownBy(() -> cache.get(file)).isInstanceOf(IOException.class);

        SplitsFile.write(splits(), file);

        assertThat(cache.get(file).hash()).isEqualTo(splits().hash());
    }
}
