package io.espalier.spark.data;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A vocabulary, and how a text is cut into its tokens.
 *
 * @param places the number of each token, from 0
 * @param cut a text into what may be tokens, in their order
 * @param what a piece that is no token is called in a message, one and several
 */
record Tokens(Map<String, Integer> places, Function<String, Stream<String>> cut, String what, String whats) {
    int size() {
        return places.size();
    }

    /** What each token is called, in their order. */
    List<String> names() {
        String[] names = new String[size()];
        places.forEach((name, place) -> names[place] = name);
        return List.of(names);
    }

    /** The tokens of a text; the number behind the last stands for what is none. */
    int[] of(String text) {
        return cut.apply(text)
                .mapToInt(piece -> places.getOrDefault(piece, size()))
                .toArray();
    }

    /** What of a text is no token. */
    Stream<String> unknown(String text) {
        return cut.apply(text).filter(piece -> !places.containsKey(piece));
    }
}
