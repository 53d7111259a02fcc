package io.espalier.spark.data;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.data.ColumnUse;
import io.espalier.data.Columns;
import io.espalier.data.Examples;
import io.espalier.data.Targets;
import io.espalier.data.format.CsvFormat;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Your own texts: a column of a table, read on the driver and cut into tokens. As with {@link
 * CsvSource}, examples come in the order of their content.
 *
 * @param path a file, a folder or a glob, in any file system that Hadoop reads; CSV files have the same header
 * @param testPath the same of a standard test set; none if omitted
 * @param text column of texts
 * @param label label column of any type: its values in ascending order are the classes; numeric if the task is a regression
 * @param targets columns that are predicted together, in place of {@code label}
 * @param tokens how a text is cut
 * @param encoding how its tokens are told to a network
 * @param format of the table
 * @param separator cell separator of CSV, one character
 */
@Name("text")
public record TextSource(
        String path,
        @Nullable String testPath,
        @Default("text") String text,
        @Default("label") String label,
        @Default("[]") List<String> targets,
        @Default("characters") Tokenizer tokens,
        @Default("one-hot") TokenEncoding encoding,
        @Default("csv") TableFormat format,
        @Default(",") String separator)
        implements FileSource {
    public TextSource {
        check(!path.isBlank(), "path", path, "be the path of a table");
        check(testPath == null || !testPath.isBlank(), "test-path", testPath, "be the path of a table");
        check(!ColumnChoice.labels(label, targets).contains(text), "text", text, "be another column than the label");
        new CsvFormat(separator, "\"");
        targets = List.copyOf(targets);
    }

    /** A file in the working folder. */
    public TextSource() {
        this(
                "texts.csv",
                null,
                "text",
                "label",
                List.of(),
                new CharacterTokens(),
                new TokenEncoding.OneHot(),
                TableFormat.CSV,
                ",");
    }

    @Override
    public List<String> paths() {
        List<String> parts = testPath == null ? List.of(path) : List.of(path, testPath);
        return Stream.concat(parts.stream(), tokens.paths().stream()).toList();
    }

    /**
     * Reads the texts.
     *
     * @throws IOException if a table or the vocabulary cannot be read, a text or label is missing, or a word is not in the
     *     vocabulary and none stands for it
     */
    @Override
    public Examples load(Targets.Kind kind) throws IOException {
        Tokens cut = tokens.open();
        TextRows table = table(path);
        List<LabelledText> train = table.texts();
        List<LabelledText> test = testPath == null ? List.of() : table(testPath).texts();
        try {
            List<LabelledText> all =
                    Stream.concat(train.stream(), test.stream()).toList();
            Targets labels = LabelColumns.targets(kind, ColumnChoice.labels(label, targets), all);
            TextExamples first = examples(cut, train);
            String note = first.note();
            return new Examples(
                    first.examples(labels.select(rows(0, train.size()))),
                    test.isEmpty() ? null : examples(cut, test).examples(labels.select(rows(train.size(), all.size()))),
                    null,
                    new Columns(List.of(), table.columns().uses(name -> use(name, note))));
        } catch (IOException | RuntimeException e) {
            throw unreadable(e);
        }
    }

    private TextRows table(String at) throws IOException {
        try {
            TextRows table = new TextRows(text, ColumnChoice.labels(label, targets));
            format.read(PartFiles.at(at), separator, table);
            table.check();
            return table;
        } catch (IOException | RuntimeException e) {
            throw FileSource.unreadable(at, e);
        }
    }

    private TextExamples examples(Tokens cut, List<LabelledText> texts) throws IOException {
        TextExamples examples = new TextExamples(cut, encoding, texts);
        TableExamples.require(
                !tokens.refusesUnknown() || examples.unknown().count() == 0,
                examples.unknownOnes()
                        + " (must be in it; tokens: { vocabulary: { unknown: word } } takes a word of it for them)");
        return examples;
    }

    private static int[] rows(int start, int end) {
        return IntStream.range(start, end).toArray();
    }

    private ColumnUse use(String name, String note) {
        if (name.equals(text)) {
            return ColumnUse.feature(name, note);
        }
        return ColumnChoice.labels(label, targets).contains(name)
                ? ColumnUse.label(name, "")
                : ColumnUse.ignored(name, "not the text");
    }
}
