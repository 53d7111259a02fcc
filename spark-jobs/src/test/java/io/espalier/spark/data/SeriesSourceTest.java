package io.espalier.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.binding.ConfigException;
import io.espalier.data.ClassTargets;
import io.espalier.data.ColumnUse;
import io.espalier.data.Dataset;
import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.data.LabelTargets;
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

/** What tables and {@code .ts} files of series give, and what is refused in which words. */
class SeriesSourceTest {
    private static final String HEADER = "# a comment\n@problemName Two\n@timeStamps false\n@univariate false\n"
            + "@dimensions 2\n@equalLength false\n@classLabel true up down\n@data\n";

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static DatasetSource source(Path path, String options) {
        return Binder.ofContext()
                .parseYaml("{ source: series, path: '" + path + "'" + options + " }", DatasetSource.class, "data");
    }

    private static Examples load(Path path, String options) throws IOException {
        return source(path, options).load();
    }

    private static void assertRefuses(Path path, String options, String... reasons) {
        assertThatThrownBy(() -> load(path, options))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot read " + path + ": " + String.join("; ", reasons));
    }

    /** Two series of two channels, of three steps and of two. */
    private Path unequal() throws IOException {
        return write("two.ts", HEADER + "1,2,3:10,20,30:up\n4,5:40,50:down\n");
    }

    @Test
    void padsInFrontAndTellsPaddingFromValues() throws IOException {
        Dataset data = load(unequal(), ", padding: front, mask: channel").examples();
        assertThat(data.shape()).isEqualTo(new Shape(3, 1, 3));
        assertThat(data.targets().names()).containsExactly("down", "up");
        assertThat(ClassTargets.of(data).labels()).containsExactly(0, 1);
        assertThat(data.features()).containsExactly(0, 4, 5, 0, 40, 50, 0, 1, 1, 1, 2, 3, 10, 20, 30, 1, 1, 1);
    }

    @Test
    void padsAtTheEndWithoutAMask() throws IOException {
        Examples read = load(unequal(), ", padding: end");
        assertThat(read.examples().shape()).isEqualTo(new Shape(2, 1, 3));
        assertThat(read.examples().features()).containsExactly(4, 5, 0, 40, 50, 0, 1, 2, 3, 10, 20, 30);
        assertThat(read.columns().features().get(4).name()).isEqualTo("channel 1 step 1");
    }

    @Test
    void refusesOtherLengthsWithoutPaddingAndNamesTheKey() throws IOException {
        assertRefuses(
                unequal(),
                "",
                "series have different lengths, from 2 steps in two.ts, line 10 to 3 steps in two.ts, line 9 (must be of one"
                        + " length; padding: front or padding: end fills up the shorter ones)");
    }

    /** Its longer series count, too, and its classes are those of the training side. */
    @Test
    void readsAStandardTestSet() throws IOException {
        Path test = write("test.ts", HEADER + "1,2,3,4:1,2,3,4:down\n");
        Examples read = load(unequal(), ", padding: end, test-path: '" + test + "'");
        Dataset last = Objects.requireNonNull(read.test());
        assertThat(read.examples().shape()).isEqualTo(new Shape(2, 1, 4));
        assertThat(last.features()).containsExactly(1, 2, 3, 4, 1, 2, 3, 4);
        assertThat(ClassTargets.of(last).labels()).containsExactly(0);
        assertThat(source(unequal(), ", test-path: '" + test + "'").files()).hasSize(2);
        Path none = folder.resolve("none.ts");
        assertThatThrownBy(source(unequal(), ", test-path: '" + none + "'")::requirePresent)
                .hasMessage("Cannot read " + none + ": no such file or folder");
    }

    @Test
    void readsLabelsThatAreNumbers() throws IOException {
        Path file = write("values.ts", "@univariate true\n@targetlabel true\n@data\n1,2:0.5\n%note\n\n3,4:-2\n");
        ValueTargets values = ValueTargets.of(
                source(file, "").load(Targets.Kind.VALUES).examples().targets());
        assertThat(values.value(0, 0)).isEqualTo(-2);
        assertThat(values.value(1, 0)).isEqualTo(0.5);
    }

    @Test
    void refusesAllThatIsWrongInATsFileAtOnce() throws IOException {
        Path file = write("bad.ts", HEADER + "1,?,x:1,2,3:up\n1,2:1:up\n1,2:up\n1:1:left\n9007199254740993:1:up\n");
        assertRefuses(
                file,
                ", padding: end",
                "1 non-numeric value: \"x\" in bad.ts, line 9 (must be numbers)",
                "1 missing value: \"?\" in bad.ts, line 9 (must be a number in every step)",
                "1 whole number that a double rounds: \"9007199254740993\" in bad.ts, line 13",
                "1 series whose channels differ in length: bad.ts, line 10 (must have as many steps in each)",
                "1 series with another number of channels: bad.ts, line 11 (must be as many as @dimensions says and as the"
                        + " first has, then a label, apart by colons); and 1 more problems");
    }

    @Test
    void refusesHeadersThatItCannotFollow() throws IOException {
        assertRefuses(
                write("stamps.ts", HEADER.replace("@timeStamps false", "@timeStamps true")),
                "",
                "stamps.ts has @timeStamps true (must be false: values at equal steps)");
        assertRefuses(
                write("unlabelled.ts", HEADER.replace("true up down", "false")),
                "",
                "unlabelled.ts has neither @classLabel true nor @targetLabel true (must have a label at the end of each"
                        + " series)");
        assertRefuses(
                write("cut.ts", "@univariate true\n"), "", "cut.ts has no line @data (must stand before its series)");
        assertThatThrownBy(() -> load(write("text.ts", "1,2:up\n"), ""))
                .hasMessageContaining("text.ts, line 1: 1,2:up is no line of a header (must be one of @problemName");
        assertRefuses(write("none.ts", HEADER), "", "it has no series");
    }

    @Test
    void readsALongTableInAnyOrder() throws IOException {
        Path file = write(
                "long.csv", "id,t,x,y,kind,site\nb,10,3,30,run,s\na,0,7,70,rest,s\nb,9,2,20,run,s\nb,1.0,1,10,run,s\n");
        String layout = ", layout: { long: { series: id, step: t, channels: [y, x] } }, label: kind, padding: end";
        Examples read = load(file, layout);
        assertThat(read.examples().shape()).isEqualTo(new Shape(2, 1, 3));
        assertThat(read.examples().features()).containsExactly(70, 0, 0, 7, 0, 0, 10, 20, 30, 1, 2, 3);
        assertThat(read.examples().targets().names()).containsExactly("rest", "run");
        assertThat(read.columns().uses())
                .contains(
                        ColumnUse.ignored("site", "not among channels"),
                        ColumnUse.ignored("t", "orders steps"),
                        ColumnUse.feature("y", "a channel"));
    }

    /** The steps are days, and a row of the other series is between those of the first. */
    @Test
    void readsALongTableInParquet() throws IOException {
        String path = folder.resolve("long.parquet").toString();
        LocalSpark.session()
                .sql(
                        "SELECT * FROM VALUES ('b', date '2026-02-01', 2.5D, 1), ('a', date '2026-01-01', 0.1D, 0), ('b', date"
                                + " '2026-01-31', -1D, 1), ('a', date '2026-01-02', 3D, 0) AS t(id, day, x, label)")
                .repartition(2)
                .write()
                .parquet(path);
        String layout = ", layout: { long: { series: id, step: day, format: parquet } }";
        Examples read = load(Path.of(path), layout);
        assertThat(read.examples().shape()).isEqualTo(new Shape(1, 1, 2));
        assertThat(read.examples().features()).containsExactly(0.1f, 3, -1, 2.5f);
        assertThat(ClassTargets.of(read.examples()).labels()).containsExactly(0, 1);
    }

    @Test
    void refusesAllThatIsWrongInALongTableAtOnce() throws IOException {
        Path file = write("long.csv", "series,step,x,label\na,1,1,p\na,1.0,2,p\na,2,3,q\n,3,4,p\nb,1,,p\n");
        assertRefuses(
                file,
                ", layout: long",
                "1 missing value: long.csv, line 6 (must be a number in every step)",
                "1 row without a series or step: long.csv, line 5",
                "1 row with another label: \"a\" in long.csv, line 4 (must be one label in all rows of a series)",
                "1 step that its series has twice: \"1.0\" in long.csv, line 3");
        assertThatThrownBy(() -> load(file, ", layout: { long: { step: time } }"))
                .hasMessageContaining("no column time (must be one of series, step, x, label");
    }

    @Test
    void readsAWideTableOfOneChannel() throws IOException {
        Path file = write("wide.csv", "name,label,1,2,3\nn1,p,1,2,3\nn2,q,4,5,\n");
        Examples read = load(file, ", layout: { wide: { ignore: [name] } }, padding: end");
        assertThat(read.examples().shape()).isEqualTo(new Shape(1, 1, 3));
        assertThat(read.examples().features()).containsExactly(1, 2, 3, 4, 5, 0);
        assertThat(read.columns().uses()).contains(ColumnUse.ignored("name", "as asked"));
        assertRefuses(
                write("gap.csv", "label,1,2,3\np,1,,3\nq,,,\n"),
                ", layout: wide",
                "1 missing value: gap.csv, line 2 (must be a number in every step)",
                "1 series without steps: gap.csv, line 3");
    }

    @Test
    void readsAWideTableOfSeveralChannelsAndLabels() throws IOException {
        Path file = write("wide.csv", "x_10,x_9,y1,y2,p,q,other\n2,1,3,4,0,1,z\n6,5,7,8,1,0,z\n");
        String layout = ", layout: { wide: { channels: [x, y] } }, targets: [p, q]";
        Examples read = source(file, layout).load(Targets.Kind.LABELS);
        assertThat(read.examples().shape()).isEqualTo(new Shape(2, 1, 2));
        assertThat(read.examples().features()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(LabelTargets.of(read.examples().targets()).names()).containsExactly("p", "q");
        assertThat(read.columns().uses()).contains(ColumnUse.ignored("other", "not a step of x, y"));
        assertThatThrownBy(() -> load(file, ", layout: { wide: { channels: [z] } }, label: p"))
                .hasMessage("Cannot read " + file + ": channel z has no columns");
    }

    @Test
    void refusesKeysThatDoNotFit() {
        assertThatThrownBy(() -> source(folder, ", mask: channel"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mask: channel (must be none where padding is refused)");
        assertThatThrownBy(() -> source(folder, ", label: kind"))
                .hasMessageContaining("label: kind (must be left out with layout: ts, whose label has no name)");
        assertThat(Canonical.json(source(Path.of("a.ts"), ""))).isEqualTo("{\"path\":\"a.ts\",\"source\":\"series\"}");
    }
}
