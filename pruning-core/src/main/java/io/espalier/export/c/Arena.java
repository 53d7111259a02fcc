package io.espalier.export.c;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Places of buffers in one block of memory: two that are ever alive together do not overlap. The largest are placed first,
 * each at the lowest place that is free as long as it lives.
 *
 * @param places of each buffer, by name
 * @param size of the block
 */
record Arena(Map<String, Integer> places, int size) {
    /** Memory that is needed from one step to another, both included. */
    record Buffer(String name, int size, int first, int last) {
        boolean meets(Buffer other) {
            return first <= other.last && other.first <= last;
        }
    }

    private record Placed(Buffer buffer, int from) {
        int end() {
            return from + buffer.size();
        }
    }

    static Arena of(List<Buffer> buffers) {
        List<Placed> placed = new ArrayList<>();
        buffers.stream()
                .sorted(Comparator.comparingInt(Buffer::size).reversed().thenComparing(Buffer::name))
                .forEach(buffer -> placed.add(new Placed(buffer, lowest(buffer, placed))));
        Map<String, Integer> places = new LinkedHashMap<>();
        placed.forEach(p -> places.put(p.buffer().name(), p.from()));
        return new Arena(places, placed.stream().mapToInt(Placed::end).max().orElse(0));
    }

    private static int lowest(Buffer buffer, List<Placed> placed) {
        int from = 0;
        List<Placed> inTheWay = placed.stream()
                .filter(p -> p.buffer().meets(buffer))
                .sorted(Comparator.comparingInt(Placed::from))
                .toList();
        for (Placed other : inTheWay) {
            if (from + buffer.size() <= other.from()) {
                break;
            }
            from = Math.max(from, other.end());
        }
        return from;
    }

    int place(String name) {
        Integer place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException("Cannot find buffer: " + name);
        }
        return place;
    }
}
