package io.espalier.spark.data;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.data.ColumnUse;
import io.espalier.data.Columns;
import io.espalier.data.Examples;
import io.espalier.data.Labels;
import io.espalier.data.Targets;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Your own running text, for a language model ({@code task: sequence}): text files in UTF-8, gzip or not, one after the other by
 * name, each line of which ends with a line feed. A file is cut into windows that do not overlap: the input of a window is {@code
 * length} tokens, as their numbers, and its target at each step the token behind. So every token but a file's first is predicted
 * once, in one part; a file's last window may have fewer targets. The parts are runs of the text, training first and test last.
 * Scaling has to be {@code none}.
 *
 * @param path a file, a folder or a glob, in any file system that Hadoop reads
 * @param testPath the same of a text that is the test part; if omitted, that is the end of the text
 * @param length tokens of a window: the longest past that is learned from
 * @param tokens how a text is cut; what is none of them is one more token, where there is such
 */
@Name("corpus")
public record CorpusSource(
        String path,
        @Nullable String testPath,
        @Default("64") int length,
        @Default("characters") Tokenizer tokens) implements FileSource {
    /** What the token is called that stands for all that is none. */
    private static final String OTHER = "other";

    public CorpusSource {
        check(!path.isBlank(), "path", path, "be the path of a text file");
        check(testPath == null || !testPath.isBlank(), "test-path", testPath, "be the path of a text file");
        check(length >= 2, "length", length, "be at least 2");
    }

    /** A file in the working folder. */
    public CorpusSource() {
        this("text.txt", null, 64, new CharacterTokens());
    }

    @Override
    public List<String> paths() {
        List<String> texts = testPath == null ? List.of(path) : List.of(path, testPath);
        return Stream.concat(texts.stream(), tokens.paths().stream()).toList();
    }

    /**
     * Reads the text.
     *
     * @throws IOException if a file or the vocabulary cannot be read or is not UTF-8, a word is not in the vocabulary and none
     *     stands for it, the text has fewer than two tokens, or the task is another
     */
    @Override
    public Examples load(Targets.Kind kind) throws IOException {
        if (kind != Targets.Kind.SEQUENCES) {
            throw unreadable(new IOException("a running text has no labels (must be learned by task: sequence)"));
        }
        Tokens cut = tokens.open();
        CellFaults unknown = new CellFaults();
        List<int[]> text = CorpusFiles.at(path).tokens(cut, unknown);
        List<int[]> test =
                testPath == null ? List.of() : CorpusFiles.at(testPath).tokens(cut, unknown);
        try {
            CorpusWindows windows = new CorpusWindows(length, names(cut, unknown));
            return examples(windows, text, test, note(cut, unknown));
        } catch (IOException | RuntimeException e) {
            throw unreadable(e);
        }
    }

    private static Examples examples(CorpusWindows windows, List<int[]> text, List<int[]> test, String note)
            throws IOException {
        List<ColumnUse> uses = List.of(ColumnUse.feature("text", note), ColumnUse.label("next token", ""));
        return new Examples(
                windows.of(text), test.isEmpty() ? null : windows.of(test), null, new Columns(List.of(), uses));
    }

    private Labels names(Tokens cut, CellFaults unknown) throws IOException {
        TableExamples.require(
                !tokens.refusesUnknown() || unknown.count() == 0,
                unknown.describe(cut.what(), cut.whats())
                        + " (must be in it; tokens: { vocabulary: { unknown: word } } takes a word of it for them)");
        Stream<String> other = unknown.count() == 0 ? Stream.of() : Stream.of(OTHER);
        return new Labels(Stream.concat(cut.names().stream(), other).toList());
    }

    private String note(Tokens cut, CellFaults unknown) {
        String known = "windows of " + length + " of " + cut.size() + " tokens";
        return unknown.count() == 0 ? known : known + " and one for " + unknown.describe(cut.what(), cut.whats());
    }
}
