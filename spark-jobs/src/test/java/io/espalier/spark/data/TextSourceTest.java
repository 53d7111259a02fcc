package io.espalier.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.data.ClassTargets;
import io.espalier.data.ColumnUse;
import io.espalier.data.Dataset;
import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.data.Targets;
import io.espalier.data.ValueTargets;
import io.espalier.network.op.Shape;
import io.espalier.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What texts become in each of the tokens and encodings, and what is refused in which words. */
class TextSourceTest {
    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static DatasetSource source(Path path, String options) {
        return Binder.ofContext()
                .parseYaml("{ source: text, path: '" + path + "'" + options + " }", DatasetSource.class, "data");
    }

    private static Examples load(Path path, String options) throws IOException {
        return source(path, options).load();
    }

    private static void assertRefuses(Path path, String options, String... reasons) {
        assertThatThrownBy(() -> load(path, options))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot read " + path + ": " + String.join("; ", reasons));
    }

    /** By the piece that reads tables in Parquet, so in its words. */
    @Test
    void refusesADamagedParquetFileInALine() throws IOException {
        assertRefuses(
                write("texts.parquet", "PAR1 and no end"),
                ", format: parquet",
                "texts.parquet is truncated: it does not end as Parquet does");
    }

    @Test
    void putsCharactersInAChannelEachAndTakesThemInLowerCase() throws IOException {
        Path file = write("texts.csv", "text,label,page\nAb,x,1\nb?ba,y,2\n");
        Examples read = load(file, ", tokens: { characters: { alphabet: ab } }, encoding: { one-hot: { length: 3 } }");
        Dataset data = read.examples();
        assertThat(data.shape()).isEqualTo(new Shape(2, 1, 3));
        assertThat(data.targets().names()).containsExactly("x", "y");
        // Channels a and b: " Ab", then "b?b" without its end, "?" being no token.
        assertThat(data.features()).containsExactly(0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1);
        assertThat(read.columns().uses())
                .containsExactly(
                        ColumnUse.feature(
                                "text",
                                "2 tokens, the end of 1 of 2 texts left out, 1 character that is not in the alphabet: \"?\" in"
                                        + " texts.csv, line 3"),
                        ColumnUse.label("label", ""),
                        ColumnUse.ignored("page", "not the text"));
    }

    @Test
    void knowsLettersDigitsAndPunctuationByDefault() throws IOException {
        Path file = write("texts.csv", "text,label\nZ,1\n\"a\n\",2\n");
        Dataset data = load(file, ", encoding: counts").examples();
        assertThat(data.shape()).isEqualTo(Shape.vector(70));
        assertThat(data.feature(0, 25)).isEqualTo(1);
        assertThat(data.feature(1, 0)).isEqualTo(1);
        assertThat(data.feature(1, 69)).isEqualTo(1);
        assertThat(Canonical.json(source(Path.of("a.csv"), ", tokens: { characters: {} }")))
                .isEqualTo("{\"path\":\"a.csv\",\"source\":\"text\"}");
    }

    /** The e with an accent is the bytes c3 and a9. */
    @Test
    void countsAndNumbersBytes() throws IOException {
        Path file = write("texts.csv", "text,label\n\u00e9a\u00e9,1\na,2\n");
        Dataset counts = load(file, ", tokens: bytes, encoding: counts").examples();
        assertThat(counts.shape()).isEqualTo(Shape.vector(256));
        assertThat(counts.feature(0, 0xc3)).isEqualTo(2);
        assertThat(counts.feature(0, 'a')).isEqualTo(1);
        assertThat(counts.feature(1, 'a')).isEqualTo(1);
        Dataset ids =
                load(file, ", tokens: bytes, encoding: { ids: { length: 4 } }").examples();
        assertThat(ids.shape()).isEqualTo(new Shape(1, 1, 4));
        assertThat(ids.features()).containsExactly(0xc3, 0xa9, 'a', 0xc3, 'a', 256, 256, 256);
    }

    @Test
    void cutsWordsByAVocabulary() throws IOException {
        Path words = write("words.txt", "[UNK]\nthe\nUS\nwon't\n'\n.\n");
        Path file = write("texts.csv", "text,label\nThe us US.,1\nthe 'x',2\n");
        String tokens = ", tokens: { vocabulary: { path: '" + words + "', unknown: '[UNK]' } }";
        Dataset data = load(file, tokens + ", encoding: { ids: { length: 4 } }").examples();
        assertThat(data.features()).containsExactly(1, 0, 2, 5, 1, 4, 0, 4);
        assertThat(source(file, tokens).files()).hasSize(2);
        assertRefuses(
                file,
                ", tokens: { vocabulary: { path: '" + words + "' } }",
                "2 words that are not in the vocabulary: \"us\" in texts.csv, line 2, \"x\" in texts.csv, line 3 (must be in it;"
                        + " tokens: { vocabulary: { unknown: word } } takes a word of it for them)");
    }

    @Test
    void refusesVocabulariesThatCannotBeUsed() throws IOException {
        Path file = write("texts.csv", "text,label\na,1\nb,2\n");
        Path twice = write("twice.txt", "a\nb\na\n");
        assertThatThrownBy(() -> load(file, ", tokens: { vocabulary: { path: '" + twice + "' } }"))
                .hasMessage("Cannot read " + twice + ": twice.txt, line 3: it has the word a before");
        Path few = write("few.txt", "a\n");
        assertThatThrownBy(() -> load(file, ", tokens: { vocabulary: { path: '" + few + "', unknown: u } }"))
                .hasMessage("Cannot read " + few + ": it has no word u (must have it: unknown words stand for it)");
        Path none = folder.resolve("none.txt");
        assertThatThrownBy(source(file, ", tokens: { vocabulary: { path: '" + none + "' } }")::requirePresent)
                .hasMessage("Cannot read " + none + ": no such file or folder");
    }

    @Test
    void readsATestSetAndNumbers() throws IOException {
        Path file = write("texts.csv", "text,label\na,0.5\nb,-1\n");
        Path test = write("test.csv", "text,label\nbb,7\n");
        Examples read =
                source(file, ", test-path: '" + test + "', encoding: counts").load(Targets.Kind.VALUES);
        assertThat(ValueTargets.of(read.examples().targets()).value(0, 0)).isEqualTo(-1);
        Dataset last = Objects.requireNonNull(read.test());
        assertThat(ValueTargets.of(last.targets()).value(0, 0)).isEqualTo(7);
        assertThat(last.feature(0, 1)).isEqualTo(2);
    }

    @Test
    void readsATableInParquet() throws IOException {
        String path = folder.resolve("texts.parquet").toString();
        LocalSpark.session()
                .sql("SELECT * FROM VALUES ('b, \"b\"', true), ('a', false) AS t(text, label)")
                .write()
                .parquet(path);
        Dataset data =
                load(Path.of(path), ", format: parquet, encoding: counts").examples();
        assertThat(data.targets().names()).containsExactly("false", "true");
        assertThat(data.feature(0, 0)).isEqualTo(1);
        assertThat(data.feature(1, 1)).isEqualTo(2);
    }

    /** However the table is cut into files, the same rows give the same examples. */
    @Test
    void ordersExamplesByContent() throws IOException {
        Path file = write("texts.csv", "text,label\nb,x\na,y\na,x\n");
        assertThat(ClassTargets.of(load(file, ", encoding: counts").examples()).labels())
                .containsExactly(0, 0, 1);
        Dataset data = load(file, ", encoding: { ids: { length: 1 } }").examples();
        assertThat(data.features()).containsExactly(0, 1, 0);
    }

    @Test
    void refusesMissingTextsLabelsAndColumns() throws IOException {
        Path file = write("texts.csv", "text,label\n,1\nb,2\n\" \",2\n");
        assertRefuses(
                file,
                "",
                "column text has 2 empty texts: texts.csv, line 2, texts.csv, line 4 (must be a text in every row)");
        assertRefuses(
                write("labels.csv", "text,label\na,\nb,2\n"),
                "",
                "label label has 1 missing value: labels.csv, line 2 (must be a class in every row)");
        assertThatThrownBy(() -> load(file, ", text: body"))
                .hasMessageContaining("no column body (must be one of text, label");
        assertThatThrownBy(() -> source(file, ", text: label"))
                .hasMessageContaining("text: label (must be another column than the label)");
        assertThatThrownBy(() -> source(file, ", encoding: { one-hot: { padding: refused } }"))
                .hasMessageContaining("padding: refused (must be front or end: texts differ in length)");
    }

    @Test
    void refusesWhatNoArrayHolds() throws IOException {
        Path file = write("texts.csv", "text,label\na,1\nb,2\n");
        assertRefuses(
                file,
                ", encoding: { ids: { length: 2000000000 } }",
                "its 2 texts make 4000000000 numbers (must be below 2^31: a smaller length, or encoding: counts)");
    }
}
