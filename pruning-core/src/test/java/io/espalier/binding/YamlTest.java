package io.espalier.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTest {
    private final Problems problems = new Problems();

    private List<String> problems(String text) {
        assertThat(Yaml.read(text, "it", problems).isMissingNode()).isTrue();
        return problems.list();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2:4 | \"2:4\"",
                "4x1 | \"4x1\"",
                "1e-3 | 0.001",
                "yes | \"yes\"",
                "off | \"off\"",
                "true | true",
                "~ | null",
                "$axis | \"$axis\"",
                "{a: [1, 0.5, b]} | {\"a\":[1,0.5,\"b\"]}",
                "2026-01-01 | \"2026-01-01\""
            })
    void readsScalarsAsTheyLook(String yaml, String json) {
        assertThat(Yaml.read(yaml, "it", problems)).hasToString(json);
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void reportsSyntaxErrorsWithTheirLine() {
        assertThat(problems("a: 1\nb: [1, 2\nc: 3")).singleElement().asString().startsWith("Cannot read it: line ");
    }

    @Test
    void reportsKeysThatStandTwice() {
        assertThat(problems("a: 1\na: 2")).containsExactly("Cannot read it: line 2: Duplicate field 'a'");
    }

    @Test
    void reportsTextWithNothingInIt() {
        assertThat(problems("# only a comment\n")).containsExactly("Cannot read it: it is empty");
    }

    @Test
    void reportsASecondDocument() {
        assertThat(problems("a: 1\n---\nb: 2")).hasSize(1);
    }

    @Test
    void refusesAliasesSoThatAShortFileCannotGrowHuge() {
        assertThat(problems("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"))
                .containsExactly(
                        "Cannot read it: line 1: anchors and aliases are not supported; use an axis of the grid");
    }

    @Test
    void refusesMergeKeys() {
        assertThat(problems("a: {b: 1}\n<<: *a"))
                .containsExactly(
                        "Cannot read it: line 2: anchors and aliases are not supported; use an axis of the grid");
    }

    @Test
    void refusesTagsThatNameClasses() {
        assertThat(problems("a: !!javax.script.ScriptEngineManager []"))
                .singleElement()
                .asString()
                .contains("the tag");
    }

    @Test
    void refusesNestingWithoutEnd() {
        assertThat(problems("[".repeat(100_000))).hasSize(1);
    }

    @Test
    void namesTheLineOfATab() {
        assertThat(problems("a:\n  - b: 1\n\t- c: 2\n"))
                .containsExactly("Cannot read it: line 3: it is indented with a tab (must be spaces)");
    }
}
