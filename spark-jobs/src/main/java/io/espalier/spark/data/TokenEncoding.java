package io.espalier.spark.data;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.op.Shape;

/** How the tokens of a text are told to a network. Of a vocabulary of V, token V stands for what is none. */
public sealed interface TokenEncoding {
    /** Of an example, with so many tokens in the vocabulary. */
    Shape shape(int vocabulary);

    /** Writes an example, where zeros stand. */
    void encode(int[] tokens, int vocabulary, float[] into, int start);

    /** Whether a text is too long to be told whole. */
    default boolean cuts(int[] tokens) {
        return false;
    }

    /**
     * A channel for each token and a column for each place in the text: 1 where the token stands. Shape (V, 1, length), as
     * {@code lstm}, {@code gru} and {@code tcn} read it; a first layer on it is an embedding.
     *
     * @param length places: longer texts lose their end, shorter ones get places without a token
     * @param padding where shorter texts get them; in front, so that a recurrent network ends on a token
     */
    @Name("one-hot")
    record OneHot(
            @Default("256") int length, @Default("front") Padding padding) implements TokenEncoding {
        public OneHot {
            checkPlaces(length, padding);
        }

        public OneHot() {
            this(256, Padding.FRONT);
        }

        @Override
        public Shape shape(int vocabulary) {
            return new Shape(vocabulary, 1, length);
        }

        @Override
        public boolean cuts(int[] tokens) {
            return tokens.length > length;
        }

        @Override
        public void encode(int[] tokens, int vocabulary, float[] into, int start) {
            int steps = Math.min(tokens.length, length);
            int first = padding.start(steps, length);
            for (int i = 0; i < steps; i++) {
                if (tokens[i] < vocabulary) {
                    into[start + tokens[i] * length + first + i] = 1;
                }
            }
        }
    }

    /**
     * How often each token stands in the text: a bag of words, without their order. Shape (V, 1, 1).
     */
    @Name("counts")
    record Counts() implements TokenEncoding {
        @Override
        public Shape shape(int vocabulary) {
            return Shape.vector(vocabulary);
        }

        @Override
        public void encode(int[] tokens, int vocabulary, float[] into, int start) {
            for (int token : tokens) {
                if (token < vocabulary) {
                    into[start + token]++;
                }
            }
        }
    }

    /**
     * The number of the token at each place, V where there is none, for networks that begin with an embedding: scaling has to be
     * {@code none}. Shape (1, 1, length).
     *
     * @param length places: longer texts lose their end, shorter ones get places without a token
     * @param padding where shorter texts get them
     */
    @Name("ids")
    record Ids(@Default("256") int length, @Default("end") Padding padding) implements TokenEncoding {
        public Ids {
            checkPlaces(length, padding);
        }

        public Ids() {
            this(256, Padding.END);
        }

        @Override
        public Shape shape(int vocabulary) {
            return new Shape(1, 1, length);
        }

        @Override
        public boolean cuts(int[] tokens) {
            return tokens.length > length;
        }

        @Override
        public void encode(int[] tokens, int vocabulary, float[] into, int start) {
            int steps = Math.min(tokens.length, length);
            int first = padding.start(steps, length);
            for (int place = 0; place < length; place++) {
                boolean inside = place >= first && place < first + steps;
                into[start + place] = inside ? tokens[place - first] : vocabulary;
            }
        }
    }

    private static void checkPlaces(int length, Padding padding) {
        check(length >= 1, "length", length, "be at least 1");
        check(padding != Padding.REFUSED, "padding", "refused", "be front or end: texts differ in length");
    }
}
