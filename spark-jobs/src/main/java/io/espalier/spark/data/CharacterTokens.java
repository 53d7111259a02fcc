package io.espalier.spark.data;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Characters of an alphabet (Zhang, Zhao and LeCun 2015, arXiv:1509.01626); one that is not in it is taken in lower case, and is no
 * token if that is not in it, either.
 *
 * @param alphabet each of them once
 */
@Name("characters")
public record CharacterTokens(
        @Default("\"abcdefghijklmnopqrstuvwxyz0123456789-,;.!?:'\\\"/\\\\|_@#$%^&*~`+=<>()[]{} \\n\"")
        String alphabet) implements Tokenizer {
    private static final String USUAL = "abcdefghijklmnopqrstuvwxyz0123456789-,;.!?:'\"/\\|_@#$%^&*~`+=<>()[]{} \n";

    public CharacterTokens {
        check(!alphabet.isEmpty(), "alphabet", alphabet, "have a character");
        check(
                alphabet.codePoints().distinct().count()
                        == alphabet.codePoints().count(),
                "alphabet",
                alphabet,
                "have each character once");
    }

    /** Letters, digits, punctuation, the space and the line end. */
    public CharacterTokens() {
        this(USUAL);
    }

    @Override
    public Tokens open() {
        Map<String, Integer> places = new HashMap<>();
        characters(alphabet).forEach(character -> places.put(character, places.size()));
        return new Tokens(
                places,
                text -> characters(text).map(character -> spelled(character, places)),
                "character that is not in the alphabet",
                "characters that are not in the alphabet");
    }

    private static String spelled(String character, Map<String, Integer> places) {
        return places.containsKey(character)
                ? character
                : Character.toString(Character.toLowerCase(character.codePointAt(0)));
    }

    private static Stream<String> characters(String text) {
        return text.codePoints().mapToObj(Character::toString);
    }
}
