package io.espalier.spark.cli;

import io.espalier.pareto.Objective;
import io.espalier.spark.page.PageServer;
import io.espalier.spark.page.SweepPage;
import io.espalier.spark.report.Grids;
import io.espalier.spark.report.SweepObjectives;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watch OUT}: serves the page of a sweep that runs, here or on another machine. Needs no Spark. */
@Command(
        name = "watch",
        description = "Serve the page of a sweep on this machine while it runs; the page follows the tables.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  watch out/quickstart",
            "      prints an address to open in a browser; Ctrl-C ends it",
            "  watch hdfs://head/sweeps/one --port 8080",
            "      a sweep of a cluster, at http://127.0.0.1:8080/",
            "",
            "Only programs on this machine can open the page.",
            "Exit status: 130 stopped by Ctrl-C, 1 the port is taken, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class WatchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "OUT", description = "Output folder of the sweep.")
    private Storage out;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the address. Default: any that is free.")
    private int port;

    @Override
    public Integer call() throws IOException {
        try (PageServer server = serve(out, port)) {
            PrintWriter terminal = spec.commandLine().getOut();
            terminal.println("page: " + server.address() + " (Ctrl-C ends it)");
            terminal.flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "Invalid --port: " + port + " (must be 0 to 65535)");
        }
        return ExitCode.OK;
    }

    /** The page of what the folder holds at each look. */
    static PageServer serve(Storage out, int port) throws IOException {
        return PageServer.start(out, port, () -> {
            List<Objective> objectives = SweepObjectives.of(out);
            return SweepPage.of(out, objectives, Grids.PRESENT, PageLine.command());
        });
    }
}
