package io.espalier.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.binding.Canonical;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Numbers, one or more an example, each a column of the data. They are kept as doubles in the user's units; a network
 * learns them scaled, and what it gives is to be taken back by {@link #scaling()}.
 */
public final class ValueTargets implements Targets {
    private final List<String> names;
    private final double[] values;
    private final FeatureScaling scaling;
    private final float[] scaled;

    /**
     * In the user's units, not scaled.
     *
     * @param names of the columns
     * @param values row-major (examples, columns)
     * @throws IllegalArgumentException if one is not finite, or their number does not fit the columns
     */
    public ValueTargets(List<String> names, double[] values) {
        this(names, values, unscaled(names.size()));
    }

    private ValueTargets(List<String> names, double[] values, FeatureScaling scaling) {
        if (names.isEmpty() || values.length % names.size() != 0) {
            throw new IllegalArgumentException(
                    "Invalid targets: " + values.length + " numbers (must be " + names.size() + " an example)");
        }
        this.names = List.copyOf(names);
        this.values = values;
        this.scaling = scaling;
        this.scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = scaling.apply(i % names.size(), values[i]);
            if (!Float.isFinite(scaled[i])) {
                throw new IllegalArgumentException("Invalid target: " + values[i] + " in row " + i / names.size() + ", "
                        + names.get(i % names.size()) + " (must be finite and not too far from the training data)");
            }
        }
    }

    private static FeatureScaling unscaled(int columns) {
        double[] ones = new double[columns];
        Arrays.fill(ones, 1);
        return FeatureScaling.of(new double[columns], ones);
    }

    /**
     * Targets that are values.
     *
     * @throws IllegalArgumentException if they are none
     */
    public static ValueTargets of(Targets targets) {
        if (targets instanceof ValueTargets values) {
            return values;
        }
        throw new IllegalArgumentException("Invalid targets: " + targets + " (must be values)");
    }

    /** The numbers of several, of the same examples, not scaled. */
    static ValueTargets beside(List<ValueTargets> parts) {
        List<String> names = parts.stream().flatMap(part -> part.names.stream()).toList();
        double[] values = IntStream.range(0, parts.get(0).size())
                .boxed()
                .flatMapToDouble(row -> parts.stream().flatMapToDouble(part -> IntStream.range(0, part.outputs())
                        .mapToDouble(column -> part.value(row, column))))
                .toArray();
        return new ValueTargets(names, values);
    }

    /** As a network learns them: x -> (x - shift) / scale, column by column. */
    public FeatureScaling scaling() {
        return scaling;
    }

    /** The number in a column of an example, in the user's units. */
    public double value(int example, int column) {
        return values[example * names.size() + column];
    }

    /** All numbers as a network learns them, row-major (examples, columns). */
    public float[] scaled() {
        return scaled;
    }

    @Override
    public int size() {
        return values.length / names.size();
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
    public Optional<FeatureScaling> valueScaling() {
        return Optional.of(scaling);
    }

    /** All of them tell of every column. */
    @Override
    public int count(int output) {
        return size();
    }

    @Override
    public boolean concerns(int example, int output) {
        return true;
    }

    @Override
    public int compare(int row, int other) {
        int order = 0;
        for (int column = 0; order == 0 && column < names.size(); column++) {
            order = Double.compare(value(row, column), value(other, column));
        }
        return order;
    }

    @Override
    public Optional<String> problem() {
        return IntStream.range(0, names.size())
                .filter(column -> column(column).distinct().count() < 2)
                .mapToObj(column -> "target " + names.get(column) + " is " + value(0, column)
                        + " in all examples (must have two or more values)")
                .findFirst();
    }

    private DoubleStream column(int column) {
        return IntStream.range(0, size()).mapToDouble(row -> value(row, column));
    }

    @Override
    public boolean isLike(Targets other) {
        return other instanceof ValueTargets && other.outputs() == outputs();
    }

    @Override
    public ValueTargets select(int[] rows) {
        int width = names.size();
        double[] chosen = new double[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * width, chosen, i * width, width);
        }
        return new ValueTargets(names, chosen, scaling);
    }

    /** By the mean and the standard deviation of each column. */
    @Override
    public ValueTargets fit(int[] rows) {
        return new ValueTargets(names, values, FeatureScaling.standard(names.size(), this::value, rows));
    }

    @Override
    public ValueTargets scaledAs(Targets other) {
        return new ValueTargets(names, values, of(other).scaling);
    }

    @Override
    public TargetsTensor tensor() {
        return new Tensor(names, scaling);
    }

    /** Of each double the lower half, then the upper. */
    @Override
    public int[] words() {
        int[] words = new int[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            long bits = Double.doubleToLongBits(values[i]);
            words[2 * i] = (int) bits;
            words[2 * i + 1] = (int) (bits >>> Integer.SIZE);
        }
        return words;
    }

    @Override
    public String toString() {
        return names.size() == 1 ? "values" : names.size() + " values each";
    }

    /** {@code values}, F64 (N, columns) in the user's units, with names and scaling as metadata. */
    record Tensor(List<String> names, FeatureScaling scaling) implements TargetsTensor {
        static final String KEY = "values";
        private static final ObjectMapper JSON = new ObjectMapper();

        static Tensor parse(JsonNode metadata) throws JsonProcessingException {
            JsonNode read = JSON.readTree(metadata.path(KEY).asText());
            List<String> names = new ArrayList<>();
            read.path("names").forEach(name -> names.add(name.asText()));
            return new Tensor(names, FeatureScaling.of(doubles(read.path("shift")), doubles(read.path("scale"))));
        }

        private static double[] doubles(JsonNode array) {
            return IntStream.range(0, array.size())
                    .mapToDouble(i -> array.get(i).doubleValue())
                    .toArray();
        }

        @Override
        public String name() {
            return "values";
        }

        @Override
        public String type() {
            return "F64";
        }

        @Override
        public int wordsEach() {
            return 2 * names.size();
        }

        @Override
        public void describe(int examples, ArrayNode shape) {
            shape.add(examples).add(names.size());
        }

        @Override
        public void describe(ObjectNode metadata) {
            metadata.put(
                    KEY,
                    Canonical.json(
                            Map.of("names", names, "shift", boxed(scaling.shift()), "scale", boxed(scaling.scale()))));
        }

        private static List<Double> boxed(double[] numbers) {
            return Arrays.stream(numbers).boxed().toList();
        }

        @Override
        public Targets read(int[] words) {
            double[] values = new double[words.length / 2];
            Arrays.setAll(
                    values,
                    i -> Double.longBitsToDouble(
                            (words[2 * i] & 0xffffffffL) | ((long) words[2 * i + 1] << Integer.SIZE)));
            return new ValueTargets(names, values, scaling);
        }
    }
}
