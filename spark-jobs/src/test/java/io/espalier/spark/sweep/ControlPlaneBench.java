package io.espalier.spark.sweep;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.binding.Binder;
import io.espalier.config.SweepFile;
import io.espalier.data.Splits;
import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.CutRequest;
import io.espalier.plan.tree.StepKey;
import io.espalier.plan.tree.SweepTree;
import io.espalier.spark.ledger.Ledger;
import io.espalier.storage.LocalStorage;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/**
 * What the driver costs: a sweep whose branches do nothing, or sleep for as long as they are expected to take, planned,
 * dispatched and booked as any other. Every row is a copy of one real measurement.
 *
 * <pre>ControlPlaneBench CONFIG OUT SLOTS IDLE|SLEEP [SETTING...]</pre>
 */
public final class ControlPlaneBench {
    private static final double MEGABYTE = 1 << 20;

    private ControlPlaneBench() {}

    /** What a branch does instead of its steps. */
    enum Pretence {
        IDLE,
        SLEEP
    }

    record IdleTask(String measurement, Pretence pretence) implements Function<String, Map<String, String>> {
        @Override
        public Map<String, String> call(String json) throws Exception {
            Branch branch = Binder.ofContext().parse(json, Branch.class);
            if (pretence == Pretence.SLEEP) {
                Thread.sleep(Math.round(1000 * branch.cost()));
            }
            Map<String, String> results = new HashMap<>();
            branch.measured().forEach(key -> results.put(key.value(), measurement));
            return results;
        }
    }

    /**
     * @param planHeapMegabytes in use when all is planned and garbage is gone
     * @param idealSeconds of the expected work, evenly on all slots
     */
    record Result(
            int trials,
            int branches,
            int slots,
            double planSeconds,
            double planHeapMegabytes,
            double runSeconds,
            double trialsPerSecond,
            double branchesPerSecond,
            double idealSeconds,
            double heapLimitMegabytes,
            double heapPeakMegabytes,
            double residentPeakMegabytes) {}

    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[1]);
        int slots = Integer.parseInt(arguments[2]);
        Pretence pretence = Pretence.valueOf(arguments[3]);
        List<String> settings = Arrays.asList(arguments).subList(4, arguments.length);

        long start = System.nanoTime();
        SweepPlan plan = SweepPlan.of(SweepFile.load(Path.of(arguments[0]).toString(), settings));
        double planSeconds = secondsSince(start);
        System.gc();
        double planHeap =
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / MEGABYTE;
        List<Branch> branches = everything(plan);
        double ideal = branches.stream().mapToDouble(ControlPlaneBench::work).sum() / slots;

        IdleTask task = new IdleTask(measurement(plan, out.resolve("sample")), pretence);
        SparkConf conf = new SparkConf()
                .setMaster("local[" + slots + "]")
                .setAppName("control plane")
                .set("spark.ui.enabled", "false")
                .set("spark.log.level", "ERROR");
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            start = System.nanoTime();
            Ledger ledger =
                    Ledger.open(LocalStorage.at(out), plan.description(Files.readString(Path.of(arguments[0]))));
            Progress quiet = new Progress(new PrintStream(OutputStream.nullOutputStream()));
            new SweepRunner(
                            Dispatcher.filling(spark, task),
                            plan,
                            ledger,
                            LocalStorage.at(out.resolve("store")),
                            Sharing.SHARED,
                            quiet)
                    .run();
        }
        double runSeconds = secondsSince(start);
        long count = branches.stream().mapToLong(ControlPlaneBench::count).sum();
        System.out.println(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writeValueAsString(new Result(
                        plan.trials().size(),
                        (int) count,
                        slots,
                        planSeconds,
                        planHeap,
                        runSeconds,
                        plan.trials().size() / runSeconds,
                        count / runSeconds,
                        ideal,
                        Runtime.getRuntime().maxMemory() / MEGABYTE,
                        heapPeak(),
                        residentPeak())));
    }

    /** The branches that a sweep of nothing done before is cut into. */
    static List<Branch> everything(SweepPlan plan) {
        Set<StepKey> ends = Set.copyOf(
                plan.trials().stream().map(trial -> trial.end()).distinct().toList());
        return plan.plan()
                .tree()
                .branches(
                        plan.chains().costs(),
                        new CutRequest(ends, key -> false, key -> false),
                        Sharing.SHARED.secondsPerBranch());
    }

    private static double work(Branch branch) {
        return branch.cost()
                + branch.next().stream().mapToDouble(ControlPlaneBench::work).sum();
    }

    private static long count(Branch branch) {
        return 1 + branch.next().stream().mapToLong(ControlPlaneBench::count).sum();
    }

    /** Of the first trial, really run. */
    private static String measurement(SweepPlan plan, Path store) throws Exception {
        for (Splits splits : plan.data().values()) {
            ExecutorData.share(LocalStorage.at(store), splits);
        }
        SweepTree.Chain chain = plan.chains().of(plan.trials().get(0).trial());
        CutRequest end = new CutRequest(Set.of(chain.end()), key -> false, key -> false);
        Branch branch = SweepTree.of(List.of(chain))
                .branches(plan.chains().costs(), end, Double.MAX_VALUE)
                .get(0);
        BranchTask task = new BranchTask(store.toString(), Build.version(), Sharing.SHARED);
        return task.call(BranchTask.encode(branch)).get(chain.end().value());
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double heapPeak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                / MEGABYTE;
    }

    private static double residentPeak() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
