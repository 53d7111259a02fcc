package io.espalier.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.data.ClassTargets;
import io.espalier.data.ColumnUse;
import io.espalier.data.DataSpec;
import io.espalier.data.DataSpec.Scaling;
import io.espalier.data.Dataset;
import io.espalier.data.DatasetSource;
import io.espalier.data.EncodedFeature;
import io.espalier.data.ExampleWeights;
import io.espalier.data.Examples;
import io.espalier.data.Splits;
import io.espalier.network.op.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CsvSourceTest extends CsvReading {
    /** As programs spell them; where there is another word, each spelling is one of its own. */
    @Test
    void truthsOfAnyCaseAreTwoClasses() throws IOException {
        assertThat(load("a,label\n1,True\n2,true\n3,FALSE\n4,false\n", "label: label")
                        .examples()
                        .targets()
                        .names())
                .containsExactly("false", "true");
        assertThat(load("a,label\n1,True\n2,true\n3,no\n4,no\n", "label: label")
                        .examples()
                        .targets()
                        .names())
                .containsExactly("True", "no", "true");
    }

    /** Rows that are the same but for their weight have an order, too. */
    @Test
    void readsWeights() throws IOException {
        Examples read = load(WEIGHED, "weight: w");
        assertThat(read.examples().features()).containsExactly(1, 2, 5, 5);
        ExampleWeights weights = read.examples().weights().orElseThrow();
        assertThat(IntStream.range(0, 4).mapToDouble(weights::of).toArray()).containsExactly(2, 0, 0.25, 0.5);
        assertThat(read.columns().uses())
                .containsExactly(ColumnUse.feature("x", ""), ColumnUse.weight("w"), ColumnUse.label("label", ""));
    }

    @Test
    void readsNumbersAndLeavesEmptyCellsForTheMean() throws IOException {
        Dataset data = load(TABLE, List.of(), MEAN).examples();
        assertThat(data.shape()).isEqualTo(Shape.vector(2));
        assertThat(ClassTargets.of(data).labels()).containsExactly(0, 1, 1);
        assertThat(data.features()).containsExactly(Float.NaN, 4, 0.5f, 9, 1.5f, 2);
    }

    @Test
    void saysWhatEveryColumnIs() throws IOException {
        Examples read =
                load("day,id,on,x,none,kind\n2024-01-02,a,TRUE,1,,0\n2024-01-03,b,false,2,,1\n", List.of(), REFUSED);

        assertThat(read.columns().uses())
                .containsExactly(
                        ColumnUse.ignored("day", "dates"),
                        ColumnUse.ignored("id", "text such as \"a\""),
                        ColumnUse.feature("on", "false is 0, true is 1"),
                        ColumnUse.feature("x", ""),
                        ColumnUse.ignored("none", "no values"),
                        ColumnUse.label("kind", ""));
        assertThat(read.examples().features()).containsExactly(1, 1, 0, 2);
    }

    @Test
    void takesListedCellsForMissingOnes() throws IOException {
        Examples read = load("a,label\n1,0\n?,1\nNA,0\n,1\n5,1\n", "missing: [\"?\", NA, \"\"]");
        assertThat(read.examples().features()).containsExactly(1, Float.NaN, 5, Float.NaN, Float.NaN);
    }

    @Test
    void aColumnThatNobodyAskedForStopsNothing() throws IOException {
        String text = "a,b,label\n1,?,0\n2,1e999,1\n";
        assertThat(load(text, "features: [a]").examples().features()).containsExactly(1, 2);
        assertThat(load(text, "ignore: [b]").columns().uses()).contains(ColumnUse.ignored("b", "as asked"));
    }

    @Test
    void turnsLevelsIntoIndicators() throws IOException {
        String rows = IntStream.range(0, 60)
                .mapToObj(i -> (i % 20 == 0 ? "" : i % 3 == 0 ? "north" : "south") + "," + i + "," + i % 2 + "\n")
                .collect(Collectors.joining());
        String options = "{ source: csv, path: " + write("site,x,label\n" + rows) + ", categorical: [site] }";

        Splits splits =
                Binder.ofContext().parseYaml(options, DataSpec.class, "data").load();

        assertThat(splits.preparation().features())
                .extracting(EncodedFeature::name)
                .containsExactly("site=north", "site=south", "site=other", "x");
        assertThat(splits.preparation().uses()).contains(ColumnUse.feature("site", "2 levels, one-hot"));
    }

    @Test
    void takesOtherSeparatorsAndNoHeader() throws IOException {
        Examples read = load("1;'a;b'\n2;'c'\n", "separator: ';', quote: \"'\", header: false, label: _c1");
        assertThat(read.examples().targets().names()).containsExactly("a;b", "c");
        assertThatThrownBy(() -> load("a\n", "separator: ab"))
                .hasMessageContaining("Invalid data.separator: \"ab\" (must be one character, not a line break)");
    }

    @Test
    void readsTheFilesOfAFolder() throws IOException {
        Path table = Files.createDirectory(folder.resolve("t"));
        Files.writeString(table.resolve("b.csv"), "x,kind\n3,0\n");
        Files.writeString(table.resolve("a.csv"), "x,kind\n1,0\n2,1\n");
        Files.writeString(table.resolve("_SUCCESS"), "");

        Examples read = new CsvSource(table.toString(), List.of(), "kind", REFUSED).load();
        assertThat(read.examples().features()).containsExactly(1, 3, 2);

        Files.writeString(table.resolve("c.csv"), "y,kind\n1,0\n");
        assertThatThrownBy(() -> new CsvSource(table.toString(), List.of(), "kind", REFUSED).load())
                .hasMessageEndingWith("c.csv has different columns than the files before it");
    }

    @Test
    @Timeout(20)
    void readsAWideTableInSeconds() throws IOException {
        int width = 20_000;
        String header = IntStream.range(0, width).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        String row = IntStream.range(0, width).mapToObj(i -> i + ".25").collect(Collectors.joining(","));
        StringBuilder text = new StringBuilder(header).append(",kind\n");
        for (int i = 0; i < 50; i++) {
            text.append(row).append(',').append(i % 2).append('\n');
        }

        assertThat(load(text.toString(), List.of(), REFUSED).examples().shape()).isEqualTo(Shape.vector(width));
    }

    /** Recipes of earlier tables stay what they were. */
    @Test
    void writesTheKeysThatItAlwaysHad() {
        DatasetSource source = new CsvSource("mice.csv", List.of(), "class", MEAN);
        assertThat(Canonical.json(source))
                .isEqualTo("{\"label\":\"class\",\"missing\":\"mean\",\"path\":\"mice.csv\",\"source\":\"csv\"}");
        assertThat(Binder.ofContext().parse(Canonical.json(source), DatasetSource.class))
                .isEqualTo(source);
    }

    @Test
    void scalesEpochSeconds() throws IOException {
        String rows = IntStream.range(0, 60)
                .mapToObj(i -> (1_700_000_000L + 40 * (i % 2) + i % 20) + "," + i % 2 + "\n")
                .collect(Collectors.joining());
        DatasetSource source = new CsvSource(write("t,label\n" + rows), List.of(), "label", REFUSED);

        Splits splits = new DataSpec(source, 0.2, 0.2, 0, Scaling.PER_FEATURE, null).load();

        float[] train = splits.train().features();
        assertThat(IntStream.range(0, train.length)
                        .mapToObj(i -> train[i])
                        .distinct()
                        .count())
                .isGreaterThan(10);
    }
}
