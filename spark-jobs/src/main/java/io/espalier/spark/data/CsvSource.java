package io.espalier.spark.data;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.data.Examples;
import io.espalier.data.Missing;
import io.espalier.data.Targets;
import io.espalier.data.format.CsvFormat;
import io.espalier.data.format.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Your own table as CSV in UTF-8, optionally gzipped, read on the driver. As with {@link ParquetSource}, examples
 * come in the order of their content.
 *
 * @param path a file, a folder or a glob, in any file system that Hadoop reads; all files have the same header, if any
 * @param features numeric or boolean columns; if empty all of them except the label
 * @param label label column of any type: its values in ascending order are the classes; numeric if the task is a regression
 * @param missing how to treat cells without a number
 * @param categorical categorical features, which are one-hot encoded, in addition to {@code features}
 * @param ignore columns that are not used as features
 * @param separator cell separator, one character
 * @param quote quote character around cells that contain separators; empty for none
 * @param header whether the first line names the columns; otherwise they are named _c0, _c1, ...
 * @param targets columns that are predicted together, in place of {@code label}: each 0 or 1 in multi-label, a number in a
 *     regression
 * @param weight column of how much each row counts in the training loss, relative to the others; all alike if omitted
 */
@Name("csv")
public record CsvSource(
        String path,
        @Default("[]") List<String> features,
        @Default("label") String label,
        @Default("refused") Missing missing,
        @Default("[]") List<String> categorical,
        @Default("[]") List<String> ignore,
        @Default(",") String separator,
        @Default("\"\\\"\"") String quote,
        @Default("true") boolean header,
        @Default("[]") List<String> targets,
        @Nullable String weight)
        implements FileSource {

    public CsvSource {
        check(!path.isBlank(), "path", path, "be the path of a table");
        new ColumnChoice(features, ColumnChoice.labels(label, targets), categorical, ignore, weight);
        new CsvFormat(separator, quote);
        features = List.copyOf(features);
        categorical = List.copyOf(categorical);
        ignore = List.copyOf(ignore);
        targets = List.copyOf(targets);
    }

    /** With commas, quotes and a header. */
    public CsvSource(String path, List<String> features, String label, Missing missing) {
        this(path, features, label, missing, List.of(), List.of(), ",", "\"", true, List.of(), null);
    }

    /** A file in the working folder. */
    public CsvSource() {
        this("data.csv", List.of(), "label", new Missing.Refused());
    }

    /**
     * Reads the table; of labels that are to be numbers, one that is none is refused.
     *
     * @throws IOException if it cannot be read or is empty, a row has another number of cells than the first, a column is
     *     missing or holds something else than numbers, a cell is empty where that is refused, or a label is missing
     */
    @Override
    public Examples load(Targets.Kind kind) throws IOException {
        try {
            TableFiles files = TableFiles.of(path);
            files.stamps();
            CsvContent content = null;
            for (Path file : files.list()) {
                content = read(files, file, content, kind);
            }
            if (content == null) {
                throw new IOException("it has no rows");
            }
            return content.examples();
        } catch (IOException | RuntimeException e) {
            throw unreadable(e);
        }
    }

    private @Nullable CsvContent read(TableFiles files, Path file, @Nullable CsvContent before, Targets.Kind kind)
            throws IOException {
        try (InputStream bytes = files.open(file);
                CsvReader reader = new CsvReader(bytes, file.getName(), new CsvFormat(separator, quote))) {
            List<String> first = reader.next();
            if (first == null) {
                return before;
            }
            List<String> names = header ? named(first) : unnamed(first.size());
            CsvContent content = before != null ? before : new CsvContent(choice(), missing, kind, names);
            TableExamples.require(
                    content.header().equals(names), file.getName() + " has different columns than the files before it");
            if (!header) {
                content.add(first, reader);
            }
            content.addAll(reader);
            return content;
        }
    }

    private ColumnChoice choice() {
        return new ColumnChoice(features, ColumnChoice.labels(label, targets), categorical, ignore, weight);
    }

    private static List<String> named(List<String> header) {
        return IntStream.range(0, header.size())
                .mapToObj(i -> header.get(i).isEmpty() ? "_c" + i : header.get(i))
                .toList();
    }

    private static List<String> unnamed(int columns) {
        return IntStream.range(0, columns).mapToObj(i -> "_c" + i).toList();
    }
}
