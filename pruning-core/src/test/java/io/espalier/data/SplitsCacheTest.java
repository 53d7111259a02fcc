package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.network.op.Shape;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
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
        SplitsFile.write(
                splits(),
                LocalStorage.ofUser(file.getParent()),
                file.getFileName().toString());
        SplitsCache cache = new SplitsCache();
        CyclicBarrier together = new CyclicBarrier(8);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Splits> ask = () -> {
                together.await();
                return cache.get(
                        LocalStorage.at(file.getParent()), file.getFileName().toString());
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
        Files.createDirectory(folder.resolve("x"));
        SplitsFile.write(splits(), LocalStorage.at(folder), "splits");
        SplitsCache cache = new SplitsCache();

        assertThat(cache.get(LocalStorage.at(folder.resolve("x/..")), "splits"))
                .isSameAs(cache.get(LocalStorage.at(folder), "splits"));
    }

    @Test
    void triesAgainAfterAFailedRead() throws IOException {
        Path file = folder.resolve("late");
        SplitsCache cache = new SplitsCache();
        assertThatThrownBy(() -> cache.get(
                        LocalStorage.at(file.getParent()), file.getFileName().toString()))
                .isInstanceOf(IOException.class);

        SplitsFile.write(
                splits(),
                LocalStorage.ofUser(file.getParent()),
                file.getFileName().toString());

        assertThat(cache.get(
                                LocalStorage.at(file.getParent()),
                                file.getFileName().toString())
                        .hash())
                .isEqualTo(splits().hash());
    }
}
