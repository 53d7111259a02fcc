package io.espalier.spark.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.spark.report.TextTable.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private final TextTable table = new TextTable(List.of(Side.LEFT, Side.RIGHT, Side.RIGHT));

    TextTableTest() {
        table.add(List.of("criterion", "error", "seeds"));
        table.add(List.of("magnitude", "3.20", "3"));
    }

    @Test
    void showsEverythingWhereThereIsRoom() {
        TextTable.Fitted fitted = table.fit(new Width(23), List.of(2, 1));
        assertThat(fitted.lines()).isEqualTo(table.lines()).allMatch(line -> line.length() == 23);
        assertThat(fitted.note()).isEmpty();
    }

    @Test
    void leavesOutTheLeastImportantColumnsAndSaysWhich() {
        TextTable.Fitted fitted = table.fit(new Width(22), List.of(2, 1));
        assertThat(fitted.lines()).containsExactly("criterion  error", "magnitude   3.20");
        assertThat(fitted.note()).containsExactly("columns not shown (terminal too narrow): seeds");
        assertThat(table.fit(new Width(10), List.of(1, 2)).lines()).containsExactly("criterion", "magnitude");
    }

    @Test
    void cutsLongTextsBeforeItLeavesColumnsOut() {
        table.add(List.of("a criterion of a name that is too long", "1.00", "3"));
        assertThat(table.fit(new Width(40), List.of(2, 1)).lines())
                .containsExactly(
                        "criterion                   error  seeds",
                        "magnitude                    3.20      3",
                        "a criterion of a name tha…   1.00      3");
    }

    @Test
    void endsInAnEllipsisWhatIsTooWideEvenThen() {
        assertThat(table.fit(new Width(8), List.of(2, 1)).lines()).containsExactly("criteri…", "magnitu…");
    }

    @Test
    void cutsBetweenCharacters() {
        assertThat(new Width(4).cut("a🙂🙂🙂")).isEqualTo("a🙂…");
        assertThat(new Width(5).cut("a🙂🙂🙂")).isEqualTo("a🙂…");
        assertThat(new Width(4).wrap("a🙂🙂")).containsExactly("a🙂", "🙂");
    }

    @Test
    void setsEndsOfLinesInCellsVisibly() {
        table.add(List.of("a\n\tb\u001b[31m", "1.00", "3"));
        assertThat(table.lines().get(2)).isEqualTo("a\\n\\tb\\u001b[31m   1.00      3");
    }

    @Test
    void readsTheWidthOfATerminal() {
        assertThat(Width.of("80")).isEqualTo(new Width(80));
        assertThat(Width.of("3").characters()).isEqualTo(20);
        for (String none : new String[] {null, "", "0", "-1", "wide", "99999999999"}) {
            assertThat(Width.of(none)).isEqualTo(Width.UNLIMITED);
        }
    }

    @Test
    void wrapsBetweenWords() {
        assertThat(new Width(10).wrap("one two three four")).containsExactly("one two", "three four");
        assertThat(new Width(4).wrap("abcdefghij")).containsExactly("abcd", "efgh", "ij");
        assertThat(Width.UNLIMITED.wrap("one two")).containsExactly("one two");
    }
}
