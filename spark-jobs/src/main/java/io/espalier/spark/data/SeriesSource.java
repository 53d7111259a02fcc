package io.espalier.spark.data;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.data.Examples;
import io.espalier.data.Targets;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Your own series, each of one or several channels and with a label, read on the driver: an example has a channel for each of
 * theirs, one row and a column for each step. As with {@link CsvSource}, examples come in the order of their content.
 *
 * @param path a file, a folder or a glob, in any file system that Hadoop reads
 * @param testPath the same of a standard test set; none if omitted
 * @param layout how the series stand in their files
 * @param label label column of a table, of any type: its values in ascending order are the classes; numeric if the task is
 *     a regression
 * @param targets columns of a table that are predicted together, in place of {@code label}
 * @param padding where shorter series get steps of 0, so that all have as many as the longest, of the test set too
 * @param mask how padding is told from values
 */
@Name("series")
public record SeriesSource(
        String path,
        @Nullable String testPath,
        @Default("ts") SeriesLayout layout,
        @Default("label") String label,
        @Default("[]") List<String> targets,
        @Default("refused") Padding padding,
        @Default("none") PaddingMask mask)
        implements FileSource {

    public SeriesSource {
        check(!path.isBlank(), "path", path, "be the path of a file or folder");
        check(testPath == null || !testPath.isBlank(), "test-path", testPath, "be the path of a file or folder");
        List<String> labels = ColumnChoice.labels(label, targets);
        check(
                layout.namesLabels() || labels.equals(List.of("label")),
                targets.isEmpty() ? "label" : "targets",
                targets.isEmpty() ? label : targets,
                "be left out with layout: ts, whose label has no name");
        check(
                mask == PaddingMask.NONE || padding != Padding.REFUSED,
                "mask",
                "channel",
                "be none where padding is refused");
        targets = List.copyOf(targets);
    }

    /** A file in the working folder. */
    public SeriesSource() {
        this("series.ts", null, new TsLayout(), "label", List.of(), Padding.REFUSED, PaddingMask.NONE);
    }

    @Override
    public List<String> paths() {
        return testPath == null ? List.of(path) : List.of(path, testPath);
    }

    /**
     * Reads the series.
     *
     * @throws IOException if they cannot be read or there are none, a value is missing or no number, channels of a series
     *     differ in length, series differ in length where padding is refused, or a label is missing; with all problems of a part
     */
    @Override
    public Examples load(Targets.Kind kind) throws IOException {
        SeriesExamples examples = new SeriesExamples(ColumnChoice.labels(label, targets), kind);
        examples.add(part(path));
        if (testPath != null) {
            examples.add(part(testPath));
        }
        try {
            return examples.examples(padding, mask);
        } catch (IOException | RuntimeException e) {
            throw unreadable(e);
        }
    }

    private SeriesPart part(String at) throws IOException {
        try {
            return layout.read(PartFiles.at(at), ColumnChoice.labels(label, targets));
        } catch (IOException | RuntimeException e) {
            throw FileSource.unreadable(at, e);
        }
    }
}
