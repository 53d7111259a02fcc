package io.espalier.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A token, one of several classes, at each step of an example. A network gives an output for each class at each step, classes
 * outermost: output {@code c * steps + t} is that of class c at step t. An example may end before the last step.
 */
public final class SequenceTargets implements Targets {
    private final Labels names;
    private final int[] tokens;
    private final int steps;
    private final Alignment alignment;

    /** What of the input a target belongs to. */
    public enum Alignment {
        /** To the step itself, as the kind of a word: all of the input may tell it. */
        SAME_STEP,
        /** It is the next step's token, as in a language model: only the input up to its own step may tell it. */
        NEXT_STEP
    }

    /**
     * @param names of the classes
     * @param tokens row-major (examples, steps), each a class, or their number where the example has ended
     * @throws IllegalArgumentException if one is neither, or their number does not fit the steps
     */
    public SequenceTargets(Labels names, int[] tokens, int steps, Alignment alignment) {
        int classes = names.names().size();
        if (steps < 1 || tokens.length % steps != 0) {
            throw new IllegalArgumentException(
                    "Invalid tokens: " + tokens.length + " (must be " + steps + " an example, at least one)");
        }
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] < 0 || tokens[i] > classes) {
                throw new IllegalArgumentException("Invalid token: " + tokens[i] + " in row " + i / steps + ", step "
                        + i % steps + " (must be in 0.." + (classes - 1) + ", or " + classes + " for none)");
            }
        }
        this.names = names;
        this.tokens = tokens;
        this.steps = steps;
        this.alignment = alignment;
    }

    /** Classes that are called 0, 1, ..., K - 1. */
    public SequenceTargets(int classes, int[] tokens, int steps, Alignment alignment) {
        this(Labels.indices(classes), tokens, steps, alignment);
    }

    /**
     * Targets that are sequences.
     *
     * @throws IllegalArgumentException if they are none
     */
    public static SequenceTargets of(Targets targets) {
        if (targets instanceof SequenceTargets sequences) {
            return sequences;
        }
        throw new IllegalArgumentException("Invalid targets: " + targets + " (must be a token at each step)");
    }

    public int classes() {
        return names.names().size();
    }

    public int steps() {
        return steps;
    }

    /** The class at a step; {@link #classes()} where there is none. */
    public int token(int example, int step) {
        return tokens[example * steps + step];
    }

    @Override
    public boolean isKnown(int example, int step) {
        return token(example, step) < classes();
    }

    @Override
    public boolean isNextOfInput() {
        return alignment == Alignment.NEXT_STEP;
    }

    @Override
    public int size() {
        return tokens.length / steps;
    }

    @Override
    public int outputs() {
        return classes() * steps;
    }

    @Override
    public Shape shape() {
        return new Shape(classes(), 1, steps);
    }

    @Override
    public List<String> names() {
        return names.names();
    }

    @Override
    public int count(int token) {
        return (int) Arrays.stream(tokens).filter(one -> one == token).count();
    }

    @Override
    public boolean concerns(int example, int output) {
        return token(example, output % steps) == output / steps;
    }

    @Override
    public int compare(int row, int other) {
        return Arrays.compare(tokens, row * steps, (row + 1) * steps, tokens, other * steps, (other + 1) * steps);
    }

    /** A text's windows stay in their order: its end is dealt out first, so that each part is one run of the text. */
    @Override
    public int[] order(int rows, int used, RandomKey key) {
        return alignment == Alignment.NEXT_STEP
                ? IntStream.range(0, used).map(i -> used - 1 - i).toArray()
                : key.permutation(rows);
    }

    @Override
    public Optional<String> problem() {
        int[] different = Arrays.stream(tokens)
                .filter(token -> token < classes())
                .distinct()
                .limit(2)
                .toArray();
        return different.length < 2
                ? Optional.of("all tokens are "
                        + (different.length == 0 ? "missing" : "\"" + names.name(different[0]) + "\"")
                        + " (must be two or more)")
                : Optional.empty();
    }

    @Override
    public boolean isLike(Targets other) {
        return other instanceof SequenceTargets && other.shape().equals(shape());
    }

    @Override
    public SequenceTargets select(int[] rows) {
        int[] chosen = new int[rows.length * steps];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(tokens, rows[i] * steps, chosen, i * steps, steps);
        }
        return new SequenceTargets(names, chosen, steps, alignment);
    }

    /** Tokens have no scale. */
    @Override
    public SequenceTargets fit(int[] rows) {
        return this;
    }

    @Override
    public SequenceTargets scaledAs(Targets other) {
        return this;
    }

    @Override
    public SequenceTargets called(List<String> others) {
        return new SequenceTargets(new Labels(others), tokens, steps, alignment);
    }

    @Override
    public TargetsTensor tensor() {
        return new Tensor(classes(), steps, alignment);
    }

    @Override
    public int[] words() {
        return tokens;
    }

    @Override
    public String toString() {
        return classes() + " tokens at " + steps + " steps";
    }

    /** {@code tokens}, I32 (N, steps), with the number of classes and the alignment as metadata. */
    record Tensor(int classes, int steps, Alignment alignment) implements TargetsTensor {
        static final String KEY = "tokens";
        private static final String STEPS = "steps";
        private static final String ALIGNMENT = "alignment";

        static Tensor parse(JsonNode metadata) {
            return new Tensor(
                    metadata.path(KEY).asInt(),
                    metadata.path(STEPS).asInt(),
                    Alignment.valueOf(metadata.path(ALIGNMENT).asText()));
        }

        @Override
        public String name() {
            return KEY;
        }

        @Override
        public String type() {
            return "I32";
        }

        @Override
        public int wordsEach() {
            return steps;
        }

        @Override
        public void describe(int examples, ArrayNode shape) {
            shape.add(examples).add(steps);
        }

        @Override
        public void describe(ObjectNode metadata) {
            metadata.put(KEY, Integer.toString(classes));
            metadata.put(STEPS, Integer.toString(steps));
            metadata.put(ALIGNMENT, alignment.name());
        }

        @Override
        public Targets read(int[] words) {
            return new SequenceTargets(classes, words, steps, alignment);
        }
    }
}
