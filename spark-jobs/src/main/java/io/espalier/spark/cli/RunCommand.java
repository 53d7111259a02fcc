package io.espalier.spark.cli;

import io.espalier.config.SweepConfig;
import io.espalier.spark.ledger.Ledger;
import io.espalier.spark.sweep.Progress;
import io.espalier.spark.sweep.Sharing;
import io.espalier.spark.sweep.SweepPlan;
import io.espalier.spark.sweep.SweepRunner;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a sweep, or what is missing of it. */
@Command(
        name = "run",
        description = "Run a sweep, or what is missing of it, and print the Pareto front.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  espalier run configs/quickstart.yaml",
            "  espalier run configs/quickstart.yaml --out /data/quickstart --set 'seeds=[1, 2, 3, 4, 5]'",
            "  espalier run configs/quickstart.yaml --set 'grid.sparsity=[0.5, 0.9, 0.98]'"
        })
public final class RunCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "CONFIG", description = "The sweep's YAML file.")
    private @Nullable Path config;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where results go; run again on the same folder to go on. Default: out/<name of the sweep>.")
    private @Nullable Path out;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "Store of finished steps, which sweeps may share. Default: the folder 'store' in --out.")
    private @Nullable Path store;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Change the config before it is read, as in --set recipe[0].train.epochs=5.")
    private List<String> settings = List.of();

    @Option(names = "--no-sharing", description = "Run every trial from its seed alone, reusing nothing.")
    private boolean isolated;

    @Option(names = "--master", paramLabel = "URL", description = "Spark master. Default: spark-submit's, or local[*].")
    private @Nullable String master;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        SweepConfig sweep = SweepConfig.load(java.util.Objects.requireNonNull(config), settings);
        SweepPlan plan = SweepPlan.of(sweep);
        Path folder = (out == null ? Path.of("out", sweep.name()) : out).toAbsolutePath();
        Path shared = (store == null ? folder.resolve("store") : store).toAbsolutePath();
        Progress progress = new Progress(System.err);
        try (Ledger ledger = plan.open(folder);
                JavaSparkContext spark = Sessions.start("espalier " + sweep.name(), master)) {
            new SweepRunner(spark, plan, ledger, shared, progress).run(isolated ? Sharing.ISOLATED : Sharing.SHARED);
        }
        PrintWriter writer =
                java.util.Objects.requireNonNull(spec).commandLine().getOut();
        writer.println(progress.summary());
        writer.println();
        return ParetoCommand.print(folder, sweep.objectives(), writer);
    }
}
