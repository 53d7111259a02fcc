package io.espalier.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.binding.Canonical;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Some of several labels an example, each a column of the data that is 1 where an example has it, and else 0. */
public final class LabelTargets implements Targets {
    private final List<String> names;
    private final int[] indicators;

    /**
     * @param names of the labels
     * @param indicators row-major (examples, labels), each 0 or 1
     * @throws IllegalArgumentException if one is neither, or their number does not fit the labels
     */
    public LabelTargets(List<String> names, int[] indicators) {
        if (names.isEmpty() || indicators.length % names.size() != 0) {
            throw new IllegalArgumentException(
                    "Invalid labels: " + indicators.length + " numbers (must be " + names.size() + " an example)");
        }
        for (int i = 0; i < indicators.length; i++) {
            if (indicators[i] != 0 && indicators[i] != 1) {
                throw new IllegalArgumentException("Invalid label: " + indicators[i] + " in row " + i / names.size()
                        + ", " + names.get(i % names.size()) + " (must be 0 or 1)");
            }
        }
        this.names = List.copyOf(names);
        this.indicators = indicators;
    }

    /**
     * Targets that are several labels.
     *
     * @throws IllegalArgumentException if they are none
     */
    public static LabelTargets of(Targets targets) {
        if (targets instanceof LabelTargets labels) {
            return labels;
        }
        throw new IllegalArgumentException("Invalid targets: " + targets + " (must be labels that are 0 or 1)");
    }

    /** The labels of several, of the same examples. */
    static LabelTargets beside(List<LabelTargets> parts) {
        List<String> names = parts.stream().flatMap(part -> part.names.stream()).toList();
        int[] indicators = IntStream.range(0, parts.get(0).size())
                .flatMap(row -> parts.stream().flatMapToInt(part -> IntStream.range(0, part.outputs())
                        .map(label -> part.has(row, label) ? 1 : 0)))
                .toArray();
        return new LabelTargets(names, indicators);
    }

    public boolean has(int example, int label) {
        return indicators[example * names.size() + label] == 1;
    }

    @Override
    public int size() {
        return indicators.length / names.size();
    }

    @Override
    public int outputs() {
        return names.size();
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public int count(int output) {
        return (int) IntStream.range(0, size()).filter(i -> has(i, output)).count();
    }

    @Override
    public boolean concerns(int example, int output) {
        return has(example, output);
    }

    @Override
    public int compare(int row, int other) {
        int order = 0;
        for (int label = 0; order == 0 && label < names.size(); label++) {
            order = Boolean.compare(has(row, label), has(other, label));
        }
        return order;
    }

    @Override
    public Optional<String> problem() {
        return IntStream.range(0, names.size())
                .filter(label -> count(label) == 0 || count(label) == size())
                .mapToObj(label -> "label " + names.get(label) + " is " + (count(label) == 0 ? 0 : 1)
                        + " in all examples (must be 0 in some and 1 in others)")
                .findFirst();
    }

    @Override
    public boolean isLike(Targets other) {
        return other instanceof LabelTargets && other.outputs() == outputs();
    }

    @Override
    public LabelTargets select(int[] rows) {
        int width = names.size();
        int[] chosen = new int[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(indicators, rows[i] * width, chosen, i * width, width);
        }
        return new LabelTargets(names, chosen);
    }

    /** Labels have no scale. */
    @Override
    public LabelTargets fit(int[] rows) {
        return this;
    }

    @Override
    public LabelTargets scaledAs(Targets other) {
        return this;
    }

    @Override
    public TargetsTensor tensor() {
        return new Tensor(names);
    }

    @Override
    public int[] words() {
        return indicators;
    }

    @Override
    public String toString() {
        return names.size() == 1 ? "1 label" : names.size() + " labels";
    }

    /** {@code indicators}, I32 (N, labels), with the names of the labels as metadata. */
    record Tensor(List<String> names) implements TargetsTensor {
        static final String KEY = "label_names";
        private static final ObjectMapper JSON = new ObjectMapper();

        static Tensor parse(JsonNode metadata) throws JsonProcessingException {
            List<String> names = new ArrayList<>();
            JSON.readTree(metadata.path(KEY).asText()).forEach(name -> names.add(name.asText()));
            return new Tensor(names);
        }

        @Override
        public String name() {
            return "indicators";
        }

        @Override
        public String type() {
            return "I32";
        }

        @Override
        public int wordsEach() {
            return names.size();
        }

        @Override
        public void describe(int examples, ArrayNode shape) {
            shape.add(examples).add(names.size());
        }

        @Override
        public void describe(ObjectNode metadata) {
            metadata.put(KEY, Canonical.json(names));
        }

        @Override
        public Targets read(int[] words) {
            return new LabelTargets(names, words);
        }
    }
}
