package io.espalier.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.InvalidValueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables of comma-separated values that cannot be read. */
class CsvRefusalsTest extends CsvReading {
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
    void refusesANumericColumnWithAnOddCell() {
        assertRefuses(
                "a,label\n1,0\n?,1\n3,0\n4,1\n",
                "features: []",
                "column a has 1 non-numeric cell: \"?\" in table.csv, line 3 (missing: [\"?\"] treats them as"
                        + " missing, categorical: [a] treats the column as categorical, ignore: [a] leaves the column out)");
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
    void refusesColumnsThatAreTwoThings() {
        assertThatThrownBy(() -> load("a,label\n", "features: [a], ignore: [a]"))
                .hasMessageContaining("Invalid data.ignore: [a] (must not contain a feature)");
        assertThatThrownBy(() -> new ColumnChoice(List.of("l"), List.of("l"), List.of(), List.of(), null))
                .isInstanceOf(InvalidValueException.class);
    }
}
