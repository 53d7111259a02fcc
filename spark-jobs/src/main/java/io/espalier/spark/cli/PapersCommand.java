package io.espalier.spark.cli;

import io.espalier.binding.ConfigException;
import io.espalier.config.SweepFile;
import io.espalier.paper.Paper;
import io.espalier.spark.ledger.SweepDescription;
import io.espalier.spark.report.PaperJson;
import io.espalier.spark.report.PaperReport;
import io.espalier.spark.report.PaperText;
import io.espalier.spark.report.ReportException;
import io.espalier.spark.table.SingleFileTables;
import io.espalier.storage.LocalStorage;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import io.espalier.sweep.SweepConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code papers} and {@code papers keep OUT}: published figures beside ours. Needs no Spark. */
@Command(
        name = "papers",
        description = {
            "Compare the published figures of every paper under configs/papers with ours.",
            "Our figures are SQL queries over the tables under configs/papers/results."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  papers",
            "      all papers",
            "  papers --json | jq '.[] | {config, figures: [.figures[] | {name, mean, verdict}]}'",
            "      output for other programs",
            "  run configs/papers/lottery-mnist.yaml && papers keep out/lottery-mnist",
            "      repeat an experiment and keep its tables next to its config",
            "  sql configs/papers/results/lottery-mnist 'SELECT round, avg(test_error) FROM trials GROUP BY ALL'",
            "      query the kept tables",
            "",
            "Exit status: 0 shown, 1 a query or the results are wrong, 2 wrong usage or config."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PapersCommand implements Callable<Integer> {
    private static final String YAML = ".yaml";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--dir",
            scope = ScopeType.INHERIT,
            description = "Folder with the configs and the folder results. Default: configs/papers, here or else where"
                    + " espalier lies.")
    private Path folder = home();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private static Path home() {
        Path here = Path.of("configs", "papers");
        String home = System.getProperty("espalier.home");
        return Files.isDirectory(here) || home == null ? here : Path.of(home).resolve(here);
    }

    @Override
    public Integer call() throws IOException {
        List<PaperReport> reports = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (Path config : configs()) {
            try {
                reports.add(report(config, kept(config)));
            } catch (ReportException e) {
                failures.add(e.getMessage());
            }
        }
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.print(json ? PaperJson.render(reports) + "\n" : PaperText.render(reports, Screen.width()));
        terminal.flush();
        failures.forEach(spec.commandLine().getErr()::println);
        return failures.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Keep the tables of a sweep next to its config, in compact form.",
                "Replaces tables that were kept before."
            },
            footer = {"", "Examples:", "  papers keep out/lottery-mnist"})
    void keep(
            @Parameters(paramLabel = "OUT", description = "Output folder of the sweep.") Storage out,
            @Option(names = "--json", description = "Print JSON.") boolean asJson)
            throws IOException {
        SweepDescription sweep = SweepDescription.in(out)
                .orElseThrow(() -> new StoreException("keep", out.toString(), "it holds no sweep (no sweep.json)"));
        Path config = folder.resolve(sweep.sweep() + YAML);
        if (!Files.exists(config)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Cannot keep " + out + ": there is no " + config + " for sweep " + sweep.sweep());
        }
        PaperReport report = report(config, out);
        if (report.found() == 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Cannot keep " + out + ": none of its trials is one of " + config + " (was it run with --set?)");
        }
        SingleFileTables.copy(out, kept(config));
        PrintWriter terminal = spec.commandLine().getOut();
        if (asJson) {
            terminal.println(PaperJson.render(List.of(report)));
            terminal.flush();
            return;
        }
        terminal.printf(
                "kept %s: %d of %d trials of %s, %,d bytes%n",
                kept(config), report.found(), report.planned(), config, bytes(kept(config)));
        terminal.print(PaperText.render(List.of(report), Screen.width()));
        terminal.flush();
    }

    private List<Path> configs() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "Invalid --dir: " + folder + " (must be a folder)");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(YAML)).sorted().toList();
        }
    }

    /** @param tables folder of a sweep, or what was kept of one */
    private PaperReport report(Path config, Storage tables) {
        SweepConfig sweep = SweepFile.load(config.toString(), List.of());
        Paper paper = sweep.paper();
        if (paper == null) {
            throw new ConfigException(
                    config.toString(), List.of("Invalid paper: missing (must be given in a config of " + folder + ")"));
        }
        return PaperReport.of(sweep, paper, tables);
    }

    private Storage kept(Path config) {
        String name = config.getFileName().toString().replace(YAML, "");
        return LocalStorage.ofUser(folder.resolve("results").resolve(name));
    }

    private static long bytes(Storage kept) throws IOException {
        return kept.list("").stream().mapToLong(Storage.Entry::size).sum();
    }
}
