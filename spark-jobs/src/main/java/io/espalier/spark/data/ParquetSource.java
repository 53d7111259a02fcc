package io.espalier.spark.data;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.data.Examples;
import io.espalier.data.Missing;
import io.espalier.data.Targets;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Your own table in Parquet, read by Spark on the driver. An example's features are the numbers in its feature
 * columns, one after the other. A table has no order of its own, so examples are put in the order of their content
 * (label, then features, compared as bytes): however its files are cut, the same rows give the same examples.
 *
 * @param path a file, a folder or a glob, in any file system that Spark reads
 * @param features columns of numbers, booleans, arrays of numbers or MLlib vectors; by default the column features,
 *     or if it does not exist all such columns except the label
 * @param label label column of numbers, booleans or strings: its values in ascending order are the classes;
 *     numeric if the task is a regression
 * @param missing how to treat a feature that is null or NaN
 * @param categorical categorical features, which are one-hot encoded, in addition to {@code features}
 * @param ignore columns that are not used as features
 * @param targets columns that are predicted together, in place of {@code label}: each 0 or 1 in multi-label, a number in a
 *     regression
 * @param weight column of how much each row counts in the training loss, relative to the others; all alike if omitted
 */
@Name("parquet")
public record ParquetSource(
        String path,
        @Default("[\"features\"]") List<String> features,
        @Default("label") String label,
        @Default("refused") Missing missing,
        @Default("[]") List<String> categorical,
        @Default("[]") List<String> ignore,
        @Default("[]") List<String> targets,
        @Nullable String weight)
        implements FileSource {
    private static final List<String> USUAL = List.of("features");

    public ParquetSource {
        check(!path.isBlank(), "path", path, "be the path of a table");
        LabelledTable.check(missing);
        new ColumnChoice(features, ColumnChoice.labels(label, targets), categorical, ignore, weight);
        features = List.copyOf(features);
        categorical = List.copyOf(categorical);
        ignore = List.copyOf(ignore);
        targets = List.copyOf(targets);
    }

    /** Of numbers alone, all of which are there. */
    public ParquetSource(String path, List<String> features, String label) {
        this(path, features, label, new Missing.Refused(), List.of(), List.of(), List.of(), null);
    }

    /** With the column names that MLlib has by default. */
    public ParquetSource() {
        this("data.parquet", USUAL, "label");
    }

    /**
     * Reads the table; of labels that are to be numbers, one that is none is refused.
     *
     * @throws IOException if it cannot be read or is empty, a column is missing or of another type, a feature is null
     *     or not finite, examples have different numbers of features, or a label is missing
     */
    @Override
    public Examples load(Targets.Kind kind) throws IOException {
        try {
            LabelledTable table = ParquetFiles.of(path).read(ActiveSession.caseSensitive());
            boolean usual = features.equals(USUAL) && !table.columns().has(USUAL.get(0));
            return table.examples(
                    new ColumnChoice(
                            usual ? List.of() : features,
                            ColumnChoice.labels(label, targets),
                            categorical,
                            ignore,
                            weight),
                    missing,
                    kind);
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(e);
        } catch (Exception e) { // of Spark, whose message is a stack trace
            throw unreadable(new IOException(inOneLine(e), e));
        }
    }

    /** What failed, and the first cause of it. */
    private static String inOneLine(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String what = ParquetFiles.firstLine(failure);
        return cause == failure
                ? what
                : what + ": " + cause.toString().lines().findFirst().orElse("");
    }
}
