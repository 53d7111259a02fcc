package io.espalier.spark.sweep;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.config.SweepFile;
import io.espalier.plan.tree.Branch;
import io.espalier.spark.ledger.Ledger;
import io.espalier.storage.LocalStorage;
import io.espalier.storage.Storages;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/**
 * How well a sweep fills its slots: runs one for real on a few, taking the time of each branch, and then works out by
 * {@link Schedule}, with those times, what a larger one would do on many.
 *
 * <pre>MakespanBench CONFIG OUT SLOTS MANY_SLOTS [SETTING...]</pre>
 *
 * The settings make the larger sweep out of the config. A branch of it takes its expected time, times the ratio of real to
 * expected time of some branch of the real sweep.
 */
public final class MakespanBench {
    private static final Map<String, Span> SPANS = new ConcurrentHashMap<>();

    private MakespanBench() {}

    private record Span(long start, long end) {
        double seconds() {
            return (end - start) / 1e9;
        }
    }

    /** Takes the time of each branch, in a JVM that driver and executor share. */
    record TimedTask(BranchTask task) implements Function<String, Map<String, String>> {
        @Override
        public Map<String, String> call(String json) throws Exception {
            long start = System.nanoTime();
            Map<String, String> results = task.call(json);
            SPANS.put(json, new Span(start, System.nanoTime()));
            return results;
        }
    }

    /** @param ratio of the makespan to the least that is possible */
    record Outcome(int slots, int trials, int branches, double makespan, double bound, double ratio) {
        static Outcome of(int slots, int trials, int branches, double makespan, double bound) {
            return new Outcome(slots, trials, branches, makespan, bound, makespan / bound);
        }
    }

    record Result(Outcome real, Outcome sameSimulated, Outcome manySimulated) {}

    public static void main(String[] arguments) throws Exception {
        Path config = Path.of(arguments[0]);
        int slots = Integer.parseInt(arguments[2]);
        int many = Integer.parseInt(arguments[3]);
        SweepPlan plan = SweepPlan.of(SweepFile.load(config.toString(), List.of()));
        run(plan, config, Path.of(arguments[1]), slots);

        List<Branch> branches = ControlPlaneBench.everything(plan);
        Schedule few = new Schedule(slots, MakespanBench::measured);
        double start = SPANS.values().stream().mapToLong(Span::start).min().orElseThrow();
        double end = SPANS.values().stream().mapToLong(Span::end).max().orElseThrow();
        int trials = plan.trials().size();
        Outcome real = Outcome.of(slots, trials, SPANS.size(), (end - start) / 1e9, few.bound(branches));
        Outcome same = Outcome.of(slots, trials, SPANS.size(), few.makespan(branches), few.bound(branches));

        SweepPlan larger = SweepPlan.of(
                SweepFile.load(config.toString(), Arrays.asList(arguments).subList(4, arguments.length)));
        double[] ratios = all(branches).mapToDouble(b -> measured(b) / b.cost()).toArray();
        Schedule wide = new Schedule(
                many,
                branch -> branch.cost()
                        * ratios[Math.floorMod(branch.start().value().hashCode() + branch.steps(), ratios.length)]);
        List<Branch> theirs = ControlPlaneBench.everything(larger);
        int count =
                (int) theirs.stream().flatMap(branch -> all(List.of(branch))).count();
        System.out.println(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writeValueAsString(new Result(
                        real,
                        same,
                        Outcome.of(many, larger.trials().size(), count, wide.makespan(theirs), wide.bound(theirs)))));
    }

    private static void run(SweepPlan plan, Path config, Path out, int slots) throws Exception {
        SparkConf conf = new SparkConf()
                .setMaster("local[" + slots + "]")
                .setAppName("makespan")
                .set("spark.ui.enabled", "false")
                .set("spark.log.level", "ERROR");
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            String store = out.resolve("store").toAbsolutePath().toString();
            TimedTask task = new TimedTask(new BranchTask(store, Build.version(), Sharing.SHARED));
            Ledger ledger = Ledger.open(LocalStorage.at(out), plan.description(Files.readString(config)));
            Progress quiet = new Progress(new PrintStream(OutputStream.nullOutputStream()));
            new SweepRunner(Dispatcher.filling(spark, task), plan, ledger, Storages.of(store), Sharing.SHARED, quiet)
                    .run();
        }
    }

    private static double measured(Branch branch) {
        Span span = SPANS.get(BranchTask.encode(branch));
        if (span == null) {
            throw new IllegalStateException("Cannot find the time of a branch that ran");
        }
        return span.seconds();
    }

    private static Stream<Branch> all(List<Branch> branches) {
        return branches.stream().flatMap(branch -> Stream.concat(Stream.of(branch), all(branch.next())));
    }
}
