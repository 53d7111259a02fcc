package io.espalier.spark.cli;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.spark.report.DataText;
import io.espalier.spark.report.NetworkText;
import io.espalier.spark.report.TaskText;
import io.espalier.spark.sweep.SweepEstimate;
import io.espalier.spark.sweep.SweepPlan;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
            "  plan configs/quickstart.yaml --json | jq .shared.epochs",
            "",
            "Exit status: 0 shown, 1 failed, 2 wrong usage or config."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PlanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigArguments config;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        SweepPlan plan = SweepPlan.of(config.loadPresent());
        SweepEstimate forecast = SweepEstimate.of(plan);
        PrintWriter terminal = spec.commandLine().getOut();
        plan.notes().forEach(spec.commandLine().getErr()::println);
        if (json) {
            terminal.println(json(forecast));
        } else {
            TaskText.of(plan.config().task(), plan.data(), Screen.width()).forEach(terminal::println);
            DataText.of(plan.data(), Screen.width()).forEach(terminal::println);
            NetworkText.of(plan.config(), Screen.width()).forEach(terminal::println);
            terminal.println(text(forecast));
        }
        terminal.flush();
        return 0;
    }

    private static String json(SweepEstimate forecast) throws Exception {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(forecast);
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
