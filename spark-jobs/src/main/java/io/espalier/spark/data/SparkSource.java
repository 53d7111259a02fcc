package io.espalier.spark.data;

import static io.espalier.binding.InvalidValueException.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.data.Missing;
import io.espalier.data.Targets;
import io.espalier.storage.FileStamp;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameReader;
import org.jspecify.annotations.Nullable;

/**
 * Your own table in any format that Spark has a data source for, such as orc, json, jdbc, avro or delta, those with a jar of their own
 * where it is on the class path. As with {@link ParquetSource}, examples come in the order of their content.
 *
 * @param format name of the data source, as of {@code spark.read.format}
 * @param path a file, a folder or a glob, for formats that read files
 * @param options of the data source, by name, such as url and dbtable of jdbc
 * @param secrets options that nobody may see, such as passwords: by name the environment variable that holds each
 * @param features columns of numbers, booleans, arrays of numbers or MLlib vectors; if empty all such columns except the label
 * @param label label column of numbers, booleans or strings: its values in ascending order are the classes;
 *     numeric if the task is a regression
 * @param missing how to treat a feature that is null or NaN
 * @param categorical categorical features, which are one-hot encoded, in addition to {@code features}
 * @param ignore columns that are not used as features
 * @param targets columns that are predicted together, in place of {@code label}: each 0 or 1 in multi-label, a number in a
 *     regression
 * @param weight column of how much each row counts in the training loss, relative to the others; all alike if omitted
 */
@Name("spark")
public record SparkSource(
        String format,
        @Nullable String path,
        @Default("{}") Map<String, JsonNode> options,
        @Default("{}") Map<String, String> secrets,
        @Default("[]") List<String> features,
        @Default("label") String label,
        @Default("refused") Missing missing,
        @Default("[]") List<String> categorical,
        @Default("[]") List<String> ignore,
        @Default("[]") List<String> targets,
        @Nullable String weight)
        implements DatasetSource {
    public SparkSource {
        check(!format.isBlank(), "format", format, "be the name of a data source of Spark");
        check(path == null || !path.isBlank(), "path", path, "be the path of a table");
        LabelledTable.check(missing);
        new SourceOptions(options, secrets);
        new ColumnChoice(features, ColumnChoice.labels(label, targets), categorical, ignore, weight);
        features = List.copyOf(features);
        categorical = List.copyOf(categorical);
        ignore = List.copyOf(ignore);
        targets = List.copyOf(targets);
    }

    /** A folder in the working folder. */
    public SparkSource() {
        this(
                "orc",
                "data.orc",
                Map.of(),
                Map.of(),
                List.of(),
                "label",
                new Missing.Refused(),
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    /** Those below the path; none where the table is not in files, so that it is read anew each time. */
    @Override
    public List<FileStamp> files() throws IOException {
        try {
            return path == null ? List.of() : TableFiles.of(path).stamps();
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void requirePresent() throws IOException {
        try {
            if (path != null) {
                TableFiles.of(path).requirePresent();
            }
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Examples load() throws IOException {
        return load(Targets.Kind.CLASSES);
    }

    /**
     * Reads the table; of labels that are to be numbers, one that is none is refused.
     *
     * @throws IOException as {@link ParquetSource#load(Targets.Kind)} does, or if a secret is not set or Spark lacks the format
     */
    @Override
    public Examples load(Targets.Kind kind) throws IOException {
        try {
            DataFrameReader reader = ActiveSession.caseSensitive()
                    .read()
                    .format(format)
                    .options(settings().values(System::getenv));
            LabelledTable table = new LabelledTable(path == null ? reader.load() : reader.load(path));
            return table.examples(
                    new ColumnChoice(features, ColumnChoice.labels(label, targets), categorical, ignore, weight),
                    missing,
                    kind);
        } catch (Exception e) {
            throw unreadable(e);
        }
    }

    private SourceOptions settings() {
        return new SourceOptions(options, secrets);
    }

    /** Without the cause, in whose message a secret may stand. */
    private IOException unreadable(Exception reason) {
        String message = settings().mask(System::getenv).apply(String.valueOf(reason.getMessage()));
        return new IOException("Cannot read " + (path == null ? format : path) + ": " + message);
    }
}
