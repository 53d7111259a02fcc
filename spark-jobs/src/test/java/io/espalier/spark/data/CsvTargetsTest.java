package io.espalier.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Examples;
import io.espalier.data.Targets;
import io.espalier.data.ValueTargets;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CsvTargetsTest extends CsvReading {
    @Test
    void takesAnyLabels() throws IOException {
        assertThat(labels("true", "false", "true")).containsExactly("false", "true");
        assertThat(labels("10", "9", "-1")).containsExactly("-1", "9", "10");
        assertThat(labels("1", "2", "1.0")).containsExactly("1", "2");
        assertThat(labels("0.5", "1", "2")).containsExactly("0.5", "1", "2");
        assertThat(labels("b", "10", "9")).containsExactly("10", "9", "b");
    }

    private List<String> labels(String... labels) throws IOException {
        String rows = IntStream.range(0, labels.length)
                .mapToObj(i -> labels[i] + "," + i + "\n")
                .collect(Collectors.joining());
        return load("label,x\n" + rows, "label: label").examples().targets().names();
    }

    @Test
    void refusesAMissingLabelAndOneThatIsAQuantity() {
        assertRefuses(
                "x,label\n1,0\n2,\n",
                "label: label",
                "label label has 1 missing value: table.csv, line 3 (must be a class in every row)");
        String quantities =
                IntStream.range(0, 60).mapToObj(i -> i + "," + i / 7.0 + "\n").collect(Collectors.joining());
        assertRefuses(
                "x,label\n" + quantities,
                "label: label",
                "label label has 60 different values in 60 rows (must be classes, each of 3 rows or more)");
    }

    private Examples values(String text) throws IOException {
        return new CsvSource(write(text), List.of(), "y", REFUSED).load(Targets.Kind.VALUES);
    }

    @Test
    void readsNumbersThatAreToBePredicted() throws IOException {
        ValueTargets targets =
                ValueTargets.of(values("x,y\n1,0.1\n2,-3e2\n3,7\n").examples().targets());
        assertThat(targets.names()).containsExactly("y");
        assertThat(List.of(targets.value(0, 0), targets.value(1, 0), targets.value(2, 0)))
                .as("in the order of the content")
                .containsExactly(-300.0, 0.1, 7.0);
    }

    @Test
    void refusesATargetThatIsNoNumberInEveryRow() {
        assertThatThrownBy(() -> values("x,y\n1,0.1\n2,?\n3,\n4,NaN\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot read " + folder.resolve("table.csv")
                        + ": target y has 1 missing value: table.csv, line 4, and 2 non-numeric cells: \"?\" in"
                        + " table.csv, line 3, \"NaN\" in table.csv, line 5 (must be a number in every row; any"
                        + " values are allowed with task: classification)");
    }

    private static CsvSource several(String path, List<String> targets) {
        return new CsvSource(path, List.of(), "label", REFUSED, List.of(), List.of(), ",", "\"", true, targets, null);
    }

    @Test
    void readsSeveralLabelsAndSeveralNumbers() throws IOException {
        CsvSource source = several(write("x,a,b\n1,0,1\n2,1,1\n3,1,0\n"), List.of("b", "a"));
        Targets labels = source.load(Targets.Kind.LABELS).examples().targets();
        assertThat(labels.names()).containsExactly("b", "a");
        assertThat(labels.count(0)).isEqualTo(2);
        assertThat(labels.concerns(0, 1)).isTrue();
        Targets numbers = source.load(Targets.Kind.VALUES).examples().targets();
        assertThat(ValueTargets.of(numbers).value(0, 0)).isZero();
        assertThat(ValueTargets.of(numbers).value(0, 1)).isEqualTo(1);
    }

    @Test
    void refusesSeveralTargetsThatATaskCannotLearn() throws IOException {
        CsvSource source = several(write("x,a,b\n1,0,1\n2,1,2\n3,1,0\n"), List.of("a", "b"));
        assertThatThrownBy(() -> source.load(Targets.Kind.CLASSES))
                .hasMessageContaining("there are 2 targets (must be one in a classification");
        assertThatThrownBy(() -> source.load(Targets.Kind.LABELS))
                .hasMessageContaining("label b has 1 other cell: \"2\" in ")
                .hasMessageEndingWith("(must be 0 or 1, or true or false, in every row)");
    }
}
