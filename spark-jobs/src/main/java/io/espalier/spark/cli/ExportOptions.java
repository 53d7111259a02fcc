package io.espalier.spark.cli;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.export.ExportFolder;
import io.espalier.export.ExportFolder.Existing;
import io.espalier.export.ExportFormat;
import io.espalier.export.ExportFormats;
import io.espalier.result.ExportRow;
import io.espalier.spark.export.SweepExports;
import io.espalier.storage.Storage;
import io.espalier.storage.Storages;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
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
            description = "What file names and C identifiers begin with. Default: the trial's id.")
    private @Nullable String base;

    @Option(names = "--force", description = "Replace files of the same names.")
    private boolean force;

    @Option(names = "--store", paramLabel = "DIR", description = "Store of the networks. Default: store in OUT.")
    private @Nullable Storage store;

    /** Exports each trial in each format and prints a line for each. */
    void export(Storage out, List<String> trials, List<String> formats, CommandLine command) throws IOException {
        check(base == null || trials.size() == 1, "--name", base, "be left out where several trials are exported");
        check(base == null || base.matches("[A-Za-z0-9][A-Za-z0-9._-]*"), "--name", base, "be letters, digits, . _ -");
        List<ExportFormat> chosen = formats.stream().map(ExportFormats::named).toList();
        ExportFolder folder = new ExportFolder(
                to == null ? Storages.ofUser(out.locate("exports")) : to, force ? Existing.REPLACE : Existing.KEEP);
        SweepExports exports = new SweepExports(out, store == null ? Storages.of(out.locate("store")) : store);
        for (String trial : trials) {
            for (ExportFormat format : chosen) {
                print(exports.export(trial, format, folder, base), command.getOut());
            }
        }
    }

    private static void print(ExportRow row, PrintWriter terminal) {
        terminal.printf(
                Locale.ROOT,
                "%s  %,d bytes  test error %.2f%%  logits within %.1e%s  (%s, %,d examples)%n",
                row.file(),
                row.bytes(),
                100 * row.testError(),
                row.logitDifference(),
                row.flash() == null ? "" : "  flash %,d  ram %,d".formatted(row.flash(), row.ram()),
                row.runtime(),
                row.examples());
        terminal.flush();
    }
}
