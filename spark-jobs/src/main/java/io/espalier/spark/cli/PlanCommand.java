package io.espalier.spark.cli;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.spark.report.DataText;
import io.espalier.spark.report.NetworkText;
import io.espalier.spark.report.OneLine;
import io.espalier.spark.report.TaskText;
import io.espalier.spark.sweep.Additions;
import io.espalier.spark.sweep.SweepEstimate;
import io.espalier.spark.sweep.SweepPicture;
import io.espalier.spark.sweep.SweepPlan;
import io.espalier.storage.Storage;
import io.espalier.storage.Storages;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plan CONFIG}: shows what a sweep would do. */
@Command(
        name = "plan",
        description = "Show what a sweep would do and how much work sharing saves. Runs nothing.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  plan configs/quickstart.yaml",
            "  plan configs/quickstart.yaml --set 'seeds=[1, 2, 3, 4, 5, 6, 7, 8]'",
            "      with more seeds",
            "  plan configs/quickstart.yaml --store /data/store",
            "      what a run would add to this store, in which other sweeps may have left steps",
            "  plan configs/quickstart.yaml --mermaid > quickstart.mmd",
            "      the tree of steps as a flow chart; GitHub and mermaid.live show it",
            "  plan configs/quickstart.yaml --json | jq .shared.epochs",
            "      output for other programs",
            "",
            "Times are those of the sweep that used the store last, kind of work by kind of work, if there is one.",
            "Exit status: 0 shown, 1 failed, 2 wrong usage or config."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PlanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigArguments config;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "Store that a run would use. Default: out/<sweep>/store.")
    private @Nullable Storage store;

    @ArgGroup
    private Form form = new Form();

    /** What is printed instead of text; at most one. */
    private static final class Form {
        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Option(names = "--mermaid", description = "Print the tree of steps as a flow chart in Mermaid's language.")
        private boolean mermaid;
    }

    @Override
    public Integer call() throws Exception {
        SweepPlan plan = SweepPlan.of(config.loadPresent());
        PrintWriter terminal = spec.commandLine().getOut();
        plan.notes().forEach(spec.commandLine().getErr()::println);
        if (form.mermaid) {
            Screen.printData(terminal, SweepPicture.of(plan));
            terminal.flush();
            return ExitCode.OK;
        }
        SweepEstimate forecast = SweepEstimate.of(plan);
        String used = store == null ? "out/" + plan.config().name() + "/store" : store.location();
        Additions additions = Additions.of(plan, Storages.of(used));
        if (form.json) {
            terminal.println(json(forecast, additions));
        } else {
            TaskText.of(plan.config().task(), plan.data(), Screen.width()).forEach(terminal::println);
            DataText.of(plan.data(), Screen.width()).forEach(terminal::println);
            NetworkText.of(plan.config(), Screen.width()).forEach(terminal::println);
            terminal.println(text(forecast));
            Screen.width().wrap(text(additions, used)).forEach(terminal::println);
        }
        terminal.flush();
        return ExitCode.OK;
    }

    private static String json(SweepEstimate forecast, Additions additions) throws Exception {
        JsonMapper mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        ObjectNode tree = mapper.valueToTree(forecast);
        ObjectNode added = mapper.valueToTree(additions);
        tree.set("added", added.put("core_hours", additions.coreHours()));
        return tree.toPrettyString();
    }

    private static String text(Additions additions, String store) {
        return String.format(
                Locale.ROOT,
                "to do            %,d trials in %,d steps, about %s and %.2g core-hours (%s); adds %,d snapshots of about %.1f MB"
                        + " to %s",
                additions.trials(),
                additions.steps(),
                duration(additions.seconds()),
                additions.coreHours(),
                additions.measured() ? "by what work took in this store" : "not measured in this store yet",
                additions.snapshots(),
                additions.bytes() / 1e6,
                OneLine.of(store));
    }

    private static String text(SweepEstimate forecast) {
        SweepEstimate.Work shared = forecast.shared();
        SweepEstimate.Work unshared = forecast.unshared();
        return String.format(
                Locale.ROOT,
                """
                trials           %,14d   (%,d candidates, %,d controls%s)
                                         shared       unshared    saved
                steps            %,22d %,14d %7.1fx
                training epochs  %,22.0f %,14.0f %7.1fx
                estimated time   %22s %14s   on one core""",
                forecast.trials(),
                forecast.candidates(),
                forecast.trials() - forecast.candidates(),
                forecast.references() == 0
                        ? ""
                        : String.format(Locale.ROOT, "; %,d other networks", forecast.references()),
                shared.steps(),
                unshared.steps(),
                (double) unshared.steps() / shared.steps(),
                shared.epochs(),
                unshared.epochs(),
                unshared.epochs() / Math.max(shared.epochs(), 1e-9),
                duration(shared.seconds()),
                duration(unshared.seconds()));
    }

    private static String duration(double seconds) {
        Duration duration = Duration.ofSeconds(Math.round(Math.max(seconds, 1)));
        return String.format("%d:%02d:%02d", duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }
}
