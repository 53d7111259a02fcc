package io.espalier.spark.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Texts, one a row, each kept once. */
final class TextCodes {
    private final Map<String, Integer> codes = new HashMap<>();
    private int[] rows = new int[16];
    private int size;

    void add(String text) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, 2 * size);
        }
        rows[size++] = codes.computeIfAbsent(text, key -> codes.size());
    }

    /** All different texts. */
    List<String> texts() {
        return List.copyOf(codes.keySet());
    }

    /**
     * The place of each row's text among {@code ordered}; -1 where it is not there.
     *
     * @param spelling under which a text stands there
     */
    int[] places(List<String> ordered, UnaryOperator<String> spelling) {
        Map<String, Integer> places = new HashMap<>();
        ordered.forEach(text -> places.put(text, places.size()));
        int[] byCode = new int[codes.size()];
        codes.forEach((text, code) -> byCode[code] = places.getOrDefault(spelling.apply(text), -1));
        return IntStream.range(0, size).map(row -> byCode[rows[row]]).toArray();
    }

    /** All different spellings in an order. */
    List<String> ordered(UnaryOperator<String> spelling, Comparator<String> order) {
        return codes.keySet().stream().map(spelling).distinct().sorted(order).toList();
    }
}
