package io.espalier.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.data.ColumnUse;
import io.espalier.data.DataSpec;
import io.espalier.data.Dataset;
import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.data.SequenceTargets;
import io.espalier.data.Splits;
import io.espalier.data.Targets;
import io.espalier.network.op.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running text becomes, that no part knows another's tokens, and what is refused in which words. */
class CorpusSourceTest {
    private static final String ABC = ", length: 3, tokens: { characters: { alphabet: \"abc\\n\" } }";

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static DatasetSource source(Path path, String options) {
        return Binder.ofContext()
                .parseYaml("{ source: corpus, path: '" + path + "'" + options + " }", DatasetSource.class, "data");
    }

    private static Examples load(Path path, String options) throws IOException {
        return source(path, options).load(Targets.Kind.SEQUENCES);
    }

    private static void assertRefuses(Path path, String options, String reason) {
        assertThatThrownBy(() -> load(path, options))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot read " + path + ": " + reason);
    }

    /** Tokens 0 1 2 0 1 3: windows 0 1 2 and 0 1, whose targets are 1 2 0 and 1 3; the second has no third, 4 stands for none. */
    @Test
    void givesTheTokenBehindForATargetAtEachStep() throws IOException {
        Examples read = load(write("text.txt", "abcab\n"), ABC);
        Dataset data = read.examples();
        assertThat(data.shape()).isEqualTo(new Shape(1, 1, 3));
        assertThat(data.features()).containsExactly(0, 1, 2, 0, 1, 0);
        assertThat(data.targets().words()).containsExactly(1, 2, 0, 1, 3, 4);
        assertThat(data.targets().names()).containsExactly("a", "b", "c", "\n");
        assertThat(data.targets().isNextOfInput()).isTrue();
        assertThat(read.columns().uses())
                .containsExactly(
                        ColumnUse.feature("text", "windows of 3 of 4 tokens"), ColumnUse.label("next token", ""));
    }

    /** A window that is full needs no second one for its last target. */
    @Test
    void hasNoWindowWithoutATarget() throws IOException {
        assertThat(load(write("text.txt", "abc\n"), ABC).examples().size()).isEqualTo(1);
        assertThat(load(write("text.txt", "abca\n"), ABC).examples().size()).isEqualTo(2);
    }

    @Test
    void endsEachLineWithALineFeedAndReadsFilesByNameEachForItself() throws IOException {
        Path texts = Files.createDirectory(folder.resolve("texts"));
        Files.writeString(texts.resolve("2.txt"), "\uFEFFcc");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(texts.resolve("1.txt.gz")))) {
            out.write("a\r\nb".getBytes(StandardCharsets.UTF_8));
        }
        Dataset data = load(texts, ABC).examples();
        // "a\nb\n" and "cc\n"
        assertThat(data.features()).containsExactly(0, 3, 1, 2, 2, 0);
        assertThat(data.targets().words()).containsExactly(3, 1, 3, 2, 3, 4);
    }

    @Test
    void readsBytesAndWords() throws IOException {
        Dataset bytes =
                load(write("text.txt", "é"), ", length: 2, tokens: bytes").examples();
        assertThat(bytes.features()).containsExactly(0xc3, 0xa9);
        assertThat(bytes.targets().words()).containsExactly(0xa9, '\n');
        Path words = write("words.txt", "the\nwhale\n.\n");
        Dataset cut = load(
                        write("text.txt", "The whale.\nThe whale"),
                        ", length: 4, tokens: { vocabulary: { path: '" + words + "' } }")
                .examples();
        assertThat(cut.features()).containsExactly(0, 1, 2, 0);
        assertThat(cut.targets().words()).containsExactly(1, 2, 0, 1);
    }

    @Test
    void hasOneMoreTokenForWhatIsNone() throws IOException {
        Examples read = load(write("text.txt", "aXb\n"), ABC);
        assertThat(read.examples().features()).containsExactly(0, 4, 1);
        assertThat(read.examples().targets().words()).containsExactly(4, 1, 3);
        assertThat(read.examples().targets().names()).containsExactly("a", "b", "c", "\n", "other");
        assertThat(read.columns().uses().get(0).note())
                .isEqualTo(
                        "windows of 3 of 4 tokens and one for 1 character that is not in the alphabet: \"x\" in text.txt,"
                                + " line 1");
    }

    /** With a line feed that is no token, either. */
    @Test
    void knowsTheLineFeedForAPiece() throws IOException {
        Examples read = load(write("text.txt", "ab\n"), ", length: 2, tokens: { characters: { alphabet: ab } }");
        assertThat(read.examples().targets().words()).containsExactly(1, 2);
        assertThat(read.examples().targets().names()).containsExactly("a", "b", "other");
    }

    @Test
    void takesATestTextOfItsOwn() throws IOException {
        Path test = write("test.txt", "cb\n");
        Examples read = load(write("text.txt", "abcabcabc\n"), ABC + ", test-path: '" + test + "'");
        Dataset own = Objects.requireNonNull(read.test());
        assertThat(own.features()).containsExactly(2, 1, 0);
        assertThat(own.targets().words()).containsExactly(1, 3, 4);
    }

    /** Of 40 different tokens each is a target once, in one part; put behind each other the parts are the text again. */
    @Test
    void predictsEachTokenOnceInOnePart() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            text.appendCodePoint('A' + i);
        }
        String alphabet = text.toString().replace("\\", "\\\\");
        DataSpec spec = new DataSpec(
                source(
                        write("text.txt", text.toString()),
                        ", length: 3, tokens: { characters: { alphabet: \"" + alphabet + "\" } }"),
                0.2,
                0.2,
                5,
                DataSpec.Scaling.NONE,
                null);
        Splits splits = spec.load(Targets.Kind.SEQUENCES);
        List<Integer> targets = new ArrayList<>();
        for (Dataset part : List.of(splits.train(), splits.validation(), splits.test())) {
            SequenceTargets own = SequenceTargets.of(part.targets());
            for (int step = 0; step < 3 * own.size(); step++) {
                if (own.isKnown(step / 3, step % 3)) {
                    targets.add(own.token(step / 3, step % 3));
                    // Its own token is the input of the step, and no later step's is the input of an earlier one.
                    assertThat(part.features()[step]).isEqualTo(targets.size() - 1);
                }
            }
        }
        // All but the first, the line feed last.
        assertThat(targets).hasSize(40).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void refusesATextWithoutASecondToken() throws IOException {
        assertRefuses(write("text.txt", ""), ABC, "no token follows another in it (must have two tokens or more)");
        assertRefuses(write("text.txt", "\n"), ABC, "no token follows another in it (must have two tokens or more)");
    }

    @Test
    void refusesATextThatFillsTooFewWindows() throws IOException {
        DataSpec spec =
                new DataSpec(source(write("text.txt", "abca\n"), ABC), 0.2, 0.2, 5, DataSpec.Scaling.NONE, null);
        assertThatThrownBy(() -> spec.load(Targets.Kind.SEQUENCES))
                .hasMessage("Cannot split the data: the set has 2 examples (must be at least 3, one for each part)");
    }

    @Test
    void refusesWordsThatAreNotInTheVocabulary() throws IOException {
        Path words = write("words.txt", "the\n");
        assertRefuses(
                write("text.txt", "the\nwhale\n"),
                ", tokens: { vocabulary: { path: '" + words + "' } }",
                "1 word that is not in the vocabulary: \"whale\" in text.txt, line 2 (must be in it; tokens: { vocabulary: {"
                        + " unknown: word } } takes a word of it for them)");
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        Path file = folder.resolve("text.txt");
        Files.write(file, new byte[] {'a', (byte) 0xff});
        assertRefuses(file, ABC, "text.txt, line 1: it is not UTF-8");
        assertRefuses(folder.resolve("none.txt"), ABC, "no such file or folder");
        Path text = write("text.txt", "abc\n");
        assertThatThrownBy(() -> load(text, ABC + ", test-path: '" + folder.resolve("none.txt") + "'"))
                .hasMessage("Cannot read " + folder.resolve("none.txt") + ": no such file or folder");
    }

    @Test
    void refusesAnotherTask() throws IOException {
        Path text = write("text.txt", "abc\n");
        assertThatThrownBy(() -> source(text, ABC).load(Targets.Kind.CLASSES))
                .hasMessage(
                        "Cannot read " + text + ": a running text has no labels (must be learned by task: sequence)");
    }

    @Test
    void refusesOptionsThatDoNotFit() {
        assertThatThrownBy(() -> source(Path.of("x"), ", length: 1"))
                .hasMessageContaining("Invalid data.length: 1 (must be at least 2)");
    }

    @Test
    void leavesDefaultsOut() {
        assertThat(Canonical.json(source(Path.of("text.txt"), "")))
                .isEqualTo("{\"path\":\"text.txt\",\"source\":\"corpus\"}");
    }
}
