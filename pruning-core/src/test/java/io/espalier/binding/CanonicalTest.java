package io.espalier.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTest {
    enum Mood {
        CALM,
        VERY_LOUD
    }

    sealed interface Shape {}

    record Dot() implements Shape {}

    record LongLine(@Default("1") double length, @Nullable Integer width) implements Shape {}

    @Name("n-gon")
    record Polygon(int corners) implements Shape {}

    @Tagged("kind")
    interface Place {}

    interface WarmPlace extends Place {}

    record Beach(@Default("0") int towels) implements WarmPlace {}

    record Trip(
            @Unwrapped Place place,
            @Default("3") int days,
            @Nullable String zest) {}

    record Clash(@Unwrapped Place place, int towels) {}

    record Album(
            String title,
            List<Shape> shapes,
            Map<String, Double> weights,
            @Default("calm") Mood mood,
            @Default("dot") Shape cover,
            @Default("{\"long-line\": {\"length\": 2.0}}") Shape back,
            boolean isOpen) {}

    @Test
    void writesKeysInKebabCaseSortedWithoutDefaults() {
        Album plain = new Album("a", List.of(), Map.of(), Mood.CALM, new Dot(), new LongLine(2, null), true);
        Album rich = new Album(
                "ü\"",
                List.of(new Dot(), new LongLine(0.5, 3), new LongLine(1, null), new Polygon(5)),
                Map.of("b", 0.25, "a", 30.0),
                Mood.VERY_LOUD,
                new LongLine(1, null),
                new Dot(),
                false);

        assertThat(Canonical.json(plain)).isEqualTo("{\"is-open\":true,\"shapes\":[],\"title\":\"a\",\"weights\":{}}");
        assertThat(Canonical.json(rich))
                .isEqualTo("{\"back\":\"dot\",\"cover\":\"long-line\",\"is-open\":false,\"mood\":\"very-loud\","
                        + "\"shapes\":[\"dot\",{\"long-line\":{\"length\":0.5,\"width\":3}},\"long-line\","
                        + "{\"n-gon\":{\"corners\":5}}],\"title\":\"ü\\\"\",\"weights\":{\"a\":30,\"b\":0.25}}");
    }

    @Test
    void writesTheTagOfAFamilyBesideItsOptions() {
        assertThat(Canonical.json(new Beach(0))).isEqualTo("{\"kind\":\"beach\"}");
        assertThat(Canonical.json(new Beach(2))).isEqualTo("{\"kind\":\"beach\",\"towels\":2}");
    }

    @Test
    void writesUnwrappedComponentsIntoTheirOwner() {
        assertThat(Canonical.json(new Trip(new Beach(2), 3, "lemon")))
                .isEqualTo("{\"kind\":\"beach\",\"towels\":2,\"zest\":\"lemon\"}");
    }

    @Test
    void refusesTwoComponentsUnderOneKey() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Canonical.json(new Clash(new Beach(2), 1)))
                .withMessage("Cannot write two components with the same key: towels");
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.5",
        "30.0, 30",
        "100.0, 100",
        "0.0, 0",
        "-0.0, 0",
        "1.0E-4, 0.0001",
        "1.0E-8, 0.00000001",
        "2.0E-3, 0.002",
        "0.1, 0.1",
        "-1.25, -1.25",
        "1.0E22, 10000000000000000000000"
    })
    void writesDoublesAsTheShortestPlainDecimal(double number, String text) {
        assertThat(Canonical.json(List.of(number))).isEqualTo("[" + text + "]");
    }

    @Property
    void writesDoublesSoThatTheyReadBackTheSame(@ForAll double number) {
        String text = Canonical.json(List.of(number));

        assertThat(Double.parseDouble(text.substring(1, text.length() - 1))).isEqualTo(number + 0.0);
        assertThat(text).doesNotContainIgnoringCase("e");
    }

    @Property
    void writesWholeNumbersExactly(@ForAll long number) {
        assertThat(Canonical.json(List.of(number))).isEqualTo("[" + number + "]");
    }

    @Test
    void refusesNumbersThatAreNotFinite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Canonical.json(List.of(Double.NaN)))
                .withMessage("Cannot write NaN as canonical JSON: NaN and infinities are not supported");
    }

    @Test
    void refusesWhatHasNoTextForm() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Canonical.json(new Object()))
                .withMessage("Cannot write java.lang.Object as canonical JSON");
    }
}
