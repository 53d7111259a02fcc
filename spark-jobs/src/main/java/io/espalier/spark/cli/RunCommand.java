package io.espalier.spark.cli;

import io.espalier.result.TrialRow.State;
import io.espalier.spark.ledger.Ledger;
import io.espalier.spark.ledger.LostLeaseException;
import io.espalier.spark.page.PageServer;
import io.espalier.spark.report.DataText;
import io.espalier.spark.report.TaskText;
import io.espalier.spark.sweep.DataHistory;
import io.espalier.spark.sweep.DataHistory.OnChange;
import io.espalier.spark.sweep.KnownData;
import io.espalier.spark.sweep.Progress;
import io.espalier.spark.sweep.Sharing;
import io.espalier.spark.sweep.StoppedException;
import io.espalier.spark.sweep.SweepPlan;
import io.espalier.spark.sweep.SweepRunner;
import io.espalier.storage.Storage;
import io.espalier.storage.Storages;
import io.espalier.sweep.SweepConfig;
import io.espalier.task.Classification;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run CONFIG}: runs a sweep, or what is missing of it. */
@Command(
        name = "run",
        description = "Run a sweep, or what remains of it, and show its Pareto front.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  run configs/quickstart.yaml",
            "      the whole quickstart, into out/quickstart",
            "  run configs/quickstart.yaml --set 'grid.criterion=[magnitude, taylor, obd, lamp]'",
            "      one more criterion: only the new trials run",
            "  run configs/quickstart.yaml --out /data/one --store /data/store",
            "      a store shared by several sweeps: no step is computed twice",
            "  run configs/quickstart.yaml --master spark://127.0.0.1:7077 --conf spark.executor.memory=1500m",
            "      on a Spark cluster (scripts/cluster starts one on this machine)",
            "  run configs/quickstart.yaml --json | jq .states",
            "      output for other programs; how far it is goes to standard error",
            "",
            "Ctrl-C stops the sweep within seconds, keeps finished work and prints the command that resumes it.",
            "Exit status: 0 done and a trial completed, 1 failed, 2 wrong usage or config, 130 stopped by Ctrl-C, 143 by "
                    + "SIGTERM."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigArguments config;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Output folder. Reusing a folder resumes its sweep. Default: out/<sweep>.")
    private @Nullable Storage out;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "Store of finished steps, which sweeps may share. Default: the folder store in --out.")
    private @Nullable Storage store;

    @Option(names = "--no-sharing", description = "Run every trial from scratch, without reusing steps of others.")
    private boolean isolated;

    @Option(names = "--retry-failed", description = "Run trials again that failed, timed out or ran out of memory.")
    private boolean retry;

    @Option(names = "--strict", description = "Exit with status 1 if any trial did not complete.")
    private boolean strict;

    @Option(
            names = "--accept-new-data",
            description =
                    "Continue although data have changed under the same name; trials on the new data count as new trials.")
    private boolean accept;

    @Option(
            names = "--page",
            description = "Serve the page on this machine while the sweep runs, as the command watch does.")
    private boolean page;

    @Option(names = "--json", description = "Print JSON at the end: trials, states and fronts.")
    private boolean json;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Spark master. Default: what spark-submit says, or all cores of this machine.")
    private @Nullable String master;

    @Option(
            names = "--conf",
            paramLabel = "KEY=VALUE",
            description = "Spark setting, as in spark.executor.memory=2g; may be repeated.")
    private Map<String, String> settings = Map.of();

    @Override
    public Integer call() throws Exception {
        StopSignals signals = StopSignals.heard(this::stopped);
        SweepConfig sweep = config.loadPresent();
        Progress progress = new Progress(System.err);
        Storage folder = progress.requests()
                .counting(Storages.of((out == null ? Storages.of("out/" + sweep.name()) : out).location()));
        Storage shared = store == null ? Storages.of(folder.locate("store")) : Storages.of(store.location());
        Ends ends;
        Optional<PageServer> server = page ? Optional.of(serve(folder)) : Optional.empty();
        try (JavaSparkContext spark = Sessions.start("espalier " + sweep.name(), master, settings)) {
            DataHistory history = DataHistory.in(folder, accept ? OnChange.ACCEPT : OnChange.REFUSE);
            KnownData data = KnownData.in(folder, shared, sweep.task().targets(), SweepPlan.loading(sweep));
            SweepPlan plan = SweepPlan.of(sweep, data, history);
            if (!json) {
                describe(plan);
            }
            plan.notes().forEach(spec.commandLine().getErr()::println);
            Ledger ledger = Ledger.open(folder, plan.description(config.file().text()));
            history.write();
            data.write();
            if (retry) {
                int reopened = ledger.reopen(EnumSet.of(State.FAILED, State.TIMEOUT, State.OUT_OF_MEMORY));
                spec.commandLine().getErr().println(reopened + " unsuccessful trials are run again");
            }
            Sharing sharing = isolated ? Sharing.ISOLATED : Sharing.SHARED;
            SweepRunner runner = new SweepRunner(spark, plan, ledger, shared, sharing, progress);
            signals.become(runner::stop);
            run(runner);
            ends = ends(plan, ledger);
        } catch (StoppedException e) {
            return stopped(signals);
        } finally {
            server.ifPresent(PageServer::close);
        }
        PrintWriter terminal = spec.commandLine().getOut();
        RunReport report = new RunReport(folder, progress, ends);
        if (json) {
            terminal.println(report.json().toPrettyString());
            terminal.flush();
        } else {
            report.print(terminal);
        }
        return isSuccess(ends) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void describe(SweepPlan plan) {
        PrintWriter terminal = spec.commandLine().getOut();
        if (!plan.config().task().equals(new Classification())) {
            TaskText.of(plan.config().task(), plan.data(), Screen.width()).forEach(terminal::println);
        }
        DataText.of(plan.data(), Screen.width()).forEach(terminal::println);
        terminal.flush();
    }

    private PageServer serve(Storage folder) throws IOException {
        PageServer server = WatchCommand.serve(folder, 0);
        spec.commandLine().getErr().println("page: " + server.address() + " while the sweep runs");
        return server;
    }

    private static Ends ends(SweepPlan plan, Ledger ledger) throws IOException {
        Map<String, State> states = ledger.states();
        states.keySet()
                .retainAll(plan.trials().stream().map(trial -> trial.id().hex()).collect(Collectors.toSet()));
        return Ends.of(states.values());
    }

    /** @throws UnfinishedException if it ends for another reason than that it was told to, or that another goes on */
    private void run(SweepRunner runner) throws Exception {
        try {
            runner.run();
        } catch (StoppedException | LostLeaseException e) {
            throw e;
        } catch (Exception | Error e) {
            throw new UnfinishedException(e, commandLine());
        }
    }

    /** Whether there is a row that completed and, where that is asked for, no other. */
    private boolean isSuccess(Ends ends) {
        if (!ends.anyCompleted()) {
            spec.commandLine()
                    .getErr()
                    .println("No trial completed; the column error_message of the table trials gives the reasons");
        }
        return ends.anyCompleted() && (!strict || ends.allCompleted());
    }

    private int stopped(StopSignals signals) {
        return new TypedCommand(spec.commandLine().getParent().getParseResult().originalArgs())
                .stopped(spec.commandLine().getErr(), signals);
    }

    private String commandLine() {
        return new TypedCommand(spec.commandLine().getParent().getParseResult().originalArgs()).text();
    }
}
