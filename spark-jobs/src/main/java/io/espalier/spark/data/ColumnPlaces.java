package io.espalier.spark.data;

import io.espalier.data.ColumnUse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The columns of a table, by name: where each stands. */
record ColumnPlaces(Map<String, Integer> places) {
    /** @throws IOException if two columns share a name */
    static ColumnPlaces of(List<String> header) throws IOException {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (String name : header) {
            TableExamples.require(places.putIfAbsent(name, places.size()) == null, "two columns are called " + name);
        }
        return new ColumnPlaces(places);
    }

    /** @throws IOException if one of them is not there */
    void require(List<String> names) throws IOException {
        new ColumnChoice(List.of(), names, List.of(), List.of(), null).requireIn(places.keySet());
    }

    String cell(List<String> cells, String name) {
        return cells.get(Objects.requireNonNull(places.get(name)));
    }

    List<String> cells(List<String> cells, List<String> names) {
        return names.stream().map(name -> cell(cells, name)).toList();
    }

    List<ColumnUse> uses(Function<String, ColumnUse> use) {
        return places.keySet().stream().map(use).toList();
    }
}
