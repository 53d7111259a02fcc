package io.espalier.spark.cli;

import static io.espalier.binding.InvalidValueException.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.export.Artifact;
import io.espalier.export.Artifact.Footprint;
import io.espalier.export.Execution;
import io.espalier.export.ExportFolder;
import io.espalier.export.ExportFolder.Existing;
import io.espalier.export.ExportFormat;
import io.espalier.export.ExportFormats;
import io.espalier.metric.Score;
import io.espalier.spark.export.Exported;
import io.espalier.spark.export.SweepExports;
import io.espalier.spark.export.SweepExports.Unexecuted;
import io.espalier.storage.Storage;
import io.espalier.storage.Storages;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Where exports go, and the exporting of some trials. */
final class ExportOptions {
    @Option(names = "--to", paramLabel = "DIR", description = "Folder to write to. Default: exports in OUT.")
    private @Nullable Storage to;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Prefix of file names and C identifiers. Default: the trial's id.")
    private @Nullable String base;

    @Option(names = "--force", description = "Overwrite existing files.")
    private boolean force;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "Store that holds the networks. Default: store in OUT.")
    private @Nullable Storage store;

    @Option(
            names = "--unexecuted",
            description =
                    "Also write files that this machine cannot run, such as C without a compiler. These are not recorded in "
                            + "the table exports.")
    private boolean unexecuted;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    boolean asJson() {
        return json;
    }

    /** Exports each trial in each format and prints a line for each, or all as JSON. */
    void export(Storage out, List<String> trials, List<String> formats, CommandLine command) throws IOException {
        List<Exported> all = write(out, trials, formats, command);
        if (json) {
            command.getOut().println(json(all).toPrettyString());
            command.getOut().flush();
        }
    }

    /** Exports each trial in each format. */
    List<Exported> write(Storage out, List<String> trials, List<String> formats, CommandLine command)
            throws IOException {
        check(base == null || trials.size() == 1, "--name", base, "be omitted when several trials are exported");
        check(base == null || base.matches("[A-Za-z0-9][A-Za-z0-9._-]*"), "--name", base, "be letters, digits, . _ -");
        List<ExportFormat> chosen = formats.stream().map(ExportFormats::named).toList();
        ExportFolder folder = new ExportFolder(
                to == null ? Storages.ofUser(out.locate("exports")) : to, force ? Existing.REPLACE : Existing.KEEP);
        SweepExports exports = new SweepExports(
                out,
                store == null ? Storages.of(out.locate("store")) : store,
                unexecuted ? Unexecuted.WRITE : Unexecuted.REFUSE);
        List<Exported> all = new ArrayList<>();
        Set<String> advice = new LinkedHashSet<>();
        for (String trial : trials) {
            for (ExportFormat format : chosen) {
                Exported exported = exports.export(trial, format, folder, base);
                all.add(exported);
                if (!json) {
                    print(exported, command.getOut());
                }
                exported.advice().ifPresent(advice::add);
            }
        }
        advice.forEach(command.getErr()::println);
        return all;
    }

    static ArrayNode json(List<Exported> all) throws IOException {
        ArrayNode tree = JsonNodeFactory.instance.arrayNode();
        for (Exported exported : all) {
            tree.add(json(exported));
        }
        return tree;
    }

    private static ObjectNode json(Exported exported) throws IOException {
        Artifact artifact = exported.artifact();
        Execution execution = exported.execution();
        ObjectNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("file", String.valueOf(exported.file()))
                .put("bytes", artifact.bytes());
        if (execution != null) {
            tree.put("runtime", artifact.runtime())
                    .put("measure", execution.measure().column())
                    .put("test_score", execution.error())
                    .put("difference", execution.difference())
                    .put("examples", execution.examples());
        }
        return tree;
    }

    private static void print(Exported exported, PrintWriter terminal) throws IOException {
        Artifact artifact = exported.artifact();
        Footprint footprint = artifact.footprint();
        terminal.printf(
                Locale.ROOT,
                "%s  %,d bytes  %s%s%n",
                exported.file(),
                artifact.bytes(),
                footprint == null
                        ? ""
                        : String.format(Locale.ROOT, "flash %,d  ram %,d  ", footprint.flash(), footprint.ram()),
                exported.execution() == null
                        ? "not run, so not in the table exports"
                        : text(exported.execution(), artifact.runtime()));
        terminal.flush();
    }

    private static String text(Execution execution, String runtime) {
        return String.format(
                Locale.ROOT,
                "test %s  %s within %.1e  (%s, %,d examples)",
                score(execution),
                execution.measure().unit() == Score.Unit.TARGET ? "values" : "logits",
                execution.difference(),
                runtime,
                execution.examples());
    }

    private static String score(Execution execution) {
        Score measure = execution.measure();
        return measure.unit() == Score.Unit.FRACTION
                ? String.format(Locale.ROOT, "%s %.2f%%", measure.column(), 100 * execution.error())
                : String.format(Locale.ROOT, "%s %.4g", measure.column(), execution.error());
    }
}
