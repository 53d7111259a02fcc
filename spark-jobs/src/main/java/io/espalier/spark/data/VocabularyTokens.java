package io.espalier.spark.data;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Name;
import io.espalier.data.format.TextLines;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Words of a vocabulary: runs of letters and digits, and each other character but spaces on its own. A word that the vocabulary
 * lacks is taken in lower case.
 *
 * @param path a file with one word a line, in UTF-8; the first is token 0
 * @param unknown the word of the vocabulary that stands for those that it lacks; if omitted, such texts are refused
 */
@Name("vocabulary")
public record VocabularyTokens(String path, @Nullable String unknown) implements Tokenizer {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+|\\S");

    public VocabularyTokens {
        check(!path.isBlank(), "path", path, "be the path of a file");
    }

    /** A file in the working folder. */
    public VocabularyTokens() {
        this("vocabulary.txt", null);
    }

    @Override
    public boolean refusesUnknown() {
        return unknown == null;
    }

    @Override
    public List<String> paths() {
        return List.of(path);
    }

    @Override
    public Tokens open() throws IOException {
        try {
            Map<String, Integer> places = read();
            TableExamples.require(
                    unknown == null || places.containsKey(unknown),
                    "it has no word " + unknown + " (must have it: unknown words stand for it)");
            return new Tokens(
                    places,
                    text -> words(text).map(word -> spelled(word, places)),
                    "word that is not in the vocabulary",
                    "words that are not in the vocabulary");
        } catch (IOException | IllegalArgumentException e) {
            throw FileSource.unreadable(path, e);
        }
    }

    private Map<String, Integer> read() throws IOException {
        Map<String, Integer> places = new HashMap<>();
        PartFiles.at(path).readLines(lines -> add(lines, places));
        TableExamples.require(!places.isEmpty(), "it has no words");
        return places;
    }

    private static void add(TextLines lines, Map<String, Integer> places) throws IOException {
        for (String word = lines.next(); word != null; word = lines.next()) {
            TableExamples.require(
                    places.putIfAbsent(word, places.size()) == null,
                    lines.file() + ", line " + lines.number() + ": it has the word " + word + " before");
        }
    }

    private static Stream<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group);
    }

    private String spelled(String word, Map<String, Integer> places) {
        String known = places.containsKey(word) ? word : word.toLowerCase(Locale.ROOT);
        return places.containsKey(known) || unknown == null ? known : unknown;
    }
}
