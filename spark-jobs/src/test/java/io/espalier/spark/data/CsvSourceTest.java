package io.espalier.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.binding.InvalidValueException;
import io.espalier.data.ClassTargets;
import io.espalier.data.ColumnUse;
import io.espalier.data.DataSpec;
import io.espalier.data.DataSpec.Scaling;
import io.espalier.data.Dataset;
import io.espalier.data.DatasetSource;
import io.espalier.data.EncodedFeature;
import io.espalier.data.ExampleWeights;
import io.espalier.data.Examples;
import io.espalier.data.Missing;
import io.espalier.data.Splits;
import io.espalier.network.op.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CsvSourceTest extends CsvReading {
    private static final Missing MEAN = new Missing.Mean();

    private static final String TABLE = """
            id,height,width,kind
            a_1,1.5,2,mouse
            a_2,,4,cat
            a_3,0.5,9,mouse
            """;

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

    @Test
    void saysWhatKeepsColumnsFromBeingFeatures() {
        assertRefuses(
                "a,b,label\n1;5,2024-01-01,0\n2;5,2024-01-02,1\n",
                "label: label",
                "it has no features (must have numeric columns besides the label; a is ignored: text such as \"1;5\"; b is ignored: dates)");
        assertRefuses(
                "a;label\n1;0\n2;1\n",
                "label: label",
                "no column label (must be one of a;label; separator: \";\" takes the header apart)");
        assertRefuses(
                "a,label\ntrue,0\n0,1\n1,0\nfalse,1\n",
                "label: label",
                "column a has 2 non-numeric cells: \"true\" in table.csv, line 2, \"false\" in table.csv, line 5 (booleans and"
                        + " numbers in one column: write 0 and 1 for the booleans, categorical: [a] treats the column as"
                        + " categorical, ignore: [a] leaves the column out)");
    }

    private static final String WEIGHED = "x,w,label\n5,0.5,1\n1,2,0\n2,0,0\n5,0.25,1\n";

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
    void refusesWeightsThatAreNone() {
        assertRefuses(
                WEIGHED.replace("0.5", "-0.5").replace("0.25", "").replace("1,2,0", "1,inf,0"),
                "weight: w",
                "weight w has 3 invalid weights: \"-0.5\" in table.csv, line 2, \"inf\" in table.csv, line 3,"
                        + " table.csv, line 5 (must be a number of at least 0 in every row)");
        assertRefuses(
                "x,w,label\n1,0,0\n2,0,1\n", "weight: w", "weight w is 0 in every row (must be above 0 somewhere)");
        assertRefuses(WEIGHED, "weight: v", "no column v (must be one of x, w, label; did you mean x?)");
        assertThatThrownBy(() -> load(WEIGHED, "weight: w, ignore: [w]"))
                .hasMessageContaining("weight: w (must be no feature, label or ignored column)");
    }

    /** Two of these are one double. */
    @Test
    void refusesWholeNumbersThatDoublesRound() throws IOException {
        assertRefuses(
                "a,label\n9007199254740993,0\n9007199254740992,1\n-9007199254740995,0\n",
                "label: label",
                "column a has 2 whole numbers that doubles round: \"9007199254740993\" in table.csv, line 2,"
                        + " \"-9007199254740995\" in table.csv, line 4 (if they are names and not amounts: categorical: [a] or"
                        + " ignore: [a])");
        assertThat(load("a,label\n9007199254740992,0\n1e30,1\n12345678901234567000.5,0\n", "label: label")
                        .examples()
                        .size())
                .isEqualTo(3);
    }

    @Test
    void refusesAPipe() throws Exception {
        Path pipe = folder.resolve("pipe.csv");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CsvSource source = new CsvSource(pipe.toString(), List.of(), "label", REFUSED);
        assertThatThrownBy(source::files)
                .hasMessage("Cannot read " + pipe + ": " + pipe + " is a pipe or a device (must be a regular file)");
        assertThatThrownBy(source::load)
                .hasMessage("Cannot read " + pipe + ": " + pipe + " is a pipe or a device (must be a regular file)");
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
    void refusesANumericColumnWithAnOddCell() {
        assertRefuses(
                "a,label\n1,0\n?,1\n3,0\n4,1\n",
                "features: []",
                "column a has 1 non-numeric cell: \"?\" in table.csv, line 3 (missing: [\"?\"] treats them as"
                        + " missing, categorical: [a] treats the column as categorical, ignore: [a] leaves the column out)");
    }

    @Test
    void takesListedCellsForMissingOnes() throws IOException {
        Examples read = load("a,label\n1,0\n?,1\nNA,0\n,1\n5,1\n", "missing: [\"?\", NA, \"\"]");
        assertThat(read.examples().features()).containsExactly(1, Float.NaN, 5, Float.NaN, Float.NaN);
    }

    @Test
    void refusesEmptyCellsUnlessToldOtherwise() {
        assertThatThrownBy(() -> load(TABLE, List.of("height"), REFUSED))
                .hasMessageEndingWith(
                        "column height has 1 empty cell: table.csv, line 3 (missing: mean replaces them by"
                                + " the mean of the training part)");
    }

    @Test
    void countsWhatIsWrongAndNamesTheFirst() {
        assertRefuses(
                "a,b,label\n1,1e400,0\nx,2,1\ny,3,0\nz,4,0\nx,5,1\n" + "2,1,1\n".repeat(9),
                "label: label",
                "column a has 4 non-numeric cells: \"x\" in table.csv, line 3, \"y\" in table.csv, line 4, \"z\" in"
                        + " table.csv, line 5 and 1 more (missing: [\"x\", \"y\", \"z\"] treats them as missing,"
                        + " categorical: [a] treats the column as categorical, ignore: [a] leaves the column out); column b has 1 number out"
                        + " of float32 range: \"1e400\" in table.csv, line 2 (ignore: [b])");
    }

    @Test
    void aColumnThatNobodyAskedForStopsNothing() throws IOException {
        String text = "a,b,label\n1,?,0\n2,1e999,1\n";
        assertThat(load(text, "features: [a]").examples().features()).containsExactly(1, 2);
        assertThat(load(text, "ignore: [b]").columns().uses()).contains(ColumnUse.ignored("b", "as asked"));
    }

    @Test
    void namesAColumnThatIsNoNumber() {
        assertThatThrownBy(() -> load(TABLE, List.of("id"), MEAN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("column id has 3 non-numeric cells: \"a_1\" in table.csv, line 2");
    }

    @Test
    void hintsAtDates() {
        assertRefuses(
                "day,label\n2024-01-02,0\n2024-01-03,1\n",
                "features: [day]",
                "column day has 2 non-numeric cells: \"2024-01-02\" in table.csv, line 2, \"2024-01-03\" in"
                        + " table.csv, line 3 (dates are not supported: convert them to days or seconds, or ignore: [day])");
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
    void refusesWithFileAndLine() throws IOException {
        assertRefuses(
                "a,label\n1,0\n2\n",
                "label: label",
                "table.csv, line 3: it has 1 cell (must be 2, as in the first row)");
        assertRefuses("a,a,label\n", "label: label", "two columns are called a");
        assertRefuses("a,label\n", "label: label", "it has no rows");
        Files.write(folder.resolve("latin.csv"), "a,label\n\u00e9,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(
                        () -> new CsvSource(folder.resolve("latin.csv").toString(), List.of(), "label", REFUSED).load())
                .hasMessageEndingWith("latin.csv, line 2: it is not UTF-8");
    }

    @Test
    void tellsThatThereIsNoFileBeforeItIsRead() {
        CsvSource none = new CsvSource(folder.resolve("none.csv").toString(), List.of(), "label", REFUSED);
        assertThatThrownBy(none::requirePresent)
                .hasMessage("Cannot read " + folder.resolve("none.csv") + ": no such file or folder");
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
    void refusesColumnsThatAreTwoThings() {
        assertThatThrownBy(() -> load("a,label\n", "features: [a], ignore: [a]"))
                .hasMessageContaining("Invalid data.ignore: [a] (must not contain a feature)");
        assertThatThrownBy(() -> new ColumnChoice(List.of("l"), List.of("l"), List.of(), List.of(), null))
                .isInstanceOf(InvalidValueException.class);
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
