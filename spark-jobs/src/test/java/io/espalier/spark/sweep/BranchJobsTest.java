package io.espalier.spark.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.network.zoo.LeNet300100;
import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.TrialContext;
import io.espalier.spark.LocalSpark;
import io.espalier.spark.sweep.Dispatcher.Finished;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BranchJobsTest {
    private static final Map<String, Integer> RUNS = new ConcurrentHashMap<>();

    @BeforeEach
    void countAnew() {
        RUNS.clear();
    }

    @Test
    void aTaskThatThrowsCostsTheOthersOfItsJobNothing() throws Exception {
        List<Finished> finished = run(text -> {
            if (isThird(text)) {
                throw StoreException.because("write", "blob", new IOException("disk full"));
            }
            return Map.of();
        });
        assertThat(finished)
                .hasSize(6)
                .filteredOn(f -> f.failure() != null)
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.branch().root().seed()).isEqualTo(3);
                    assertThat(f.failure()).isInstanceOf(StoreException.class).hasMessageContaining("disk full");
                });
        assertThat(RUNS).hasSize(6).allSatisfy((text, runs) -> assertThat(runs).isEqualTo(isThird(text) ? 4 : 1));
    }

    @Test
    void aFailureThatCannotTravelIsToldInItsWords() throws Exception {
        List<Finished> finished = run(text -> {
            throw new Rooted();
        });
        assertThat(finished).hasSize(6).allSatisfy(f -> assertThat(f.failure()).hasMessageContaining("Cannot read it"));
    }

    @Test
    void whereAJobFailsTheOthersRunAgainAlone() throws Exception {
        List<Finished> finished = run(text -> {
            if (isThird(text)) {
                throw new LinkageError("as good as a lost executor");
            }
            return Map.of();
        });
        assertThat(finished)
                .hasSize(6)
                .filteredOn(f -> f.failure() != null)
                .singleElement()
                .satisfies(f -> assertThat(f.branch().root().seed()).isEqualTo(3));
    }

    /** Cannot be serialised. */
    private static final class Rooted extends Exception {
        private static final long serialVersionUID = 1L;
        private final Thread here = Thread.currentThread();

        @Override
        public String toString() {
            return "Cannot read it on " + here.getName();
        }
    }

    private static boolean isThird(String text) {
        return text.contains("\"seed\":3");
    }

    private static List<Finished> run(Function<String, Map<String, String>> task) throws Exception {
        List<Branch> branches = LongStream.rangeClosed(1, 6)
                .mapToObj(seed -> new TrialContext(new LeNet300100(), "data", "engine", seed))
                .map(root -> new Branch(root, null, List.of(), List.of(), 1, 1, List.of()))
                .toList();
        List<Finished> all = new ArrayList<>();
        try (BranchJobs jobs = new BranchJobs(
                JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext()), counted(task))) {
            jobs.submit(branches);
            while (jobs.inFlight() > 0) {
                all.addAll(jobs.await(Duration.ofSeconds(10)));
            }
        }
        return all;
    }

    private static Function<String, Map<String, String>> counted(Function<String, Map<String, String>> task) {
        return text -> {
            RUNS.merge(text, 1, Integer::sum);
            return task.call(text);
        };
    }
}
