package io.espalier.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Turns one raw feature into those that a network is given. */
public sealed interface ColumnEncoder {
    /** What comes out, one for each number. */
    List<EncodedFeature> outputs();

    /** Writes them from {@code encoded[at]} on. */
    void encode(double raw, double[] encoded, int at);

    /** Leaves a number as it is. */
    record Same(String name) implements ColumnEncoder {
        @Override
        public List<EncodedFeature> outputs() {
            return List.of(new EncodedFeature(name, null, null));
        }

        @Override
        public void encode(double raw, double[] encoded, int at) {
            encoded[at] = raw;
        }
    }

    /** Puts one number where there is none. */
    record Filled(String name, double value) implements ColumnEncoder {
        @Override
        public List<EncodedFeature> outputs() {
            return List.of(new EncodedFeature(name, null, value));
        }

        @Override
        public void encode(double raw, double[] encoded, int at) {
            encoded[at] = Double.isNaN(raw) ? value : raw;
        }
    }

    /** Writes 1 for one of the kept levels, or for {@code other}, and 0 for the rest. */
    final class OneHot implements ColumnEncoder {
        private final String name;
        private final List<String> levels;
        private final int[] kept;

        /** @param kept indices into {@code levels}, ascending */
        OneHot(String name, List<String> levels, int[] kept) {
            this.name = name;
            this.levels = List.copyOf(levels);
            this.kept = kept.clone();
        }

        @Override
        public List<EncodedFeature> outputs() {
            return Stream.concat(Arrays.stream(kept).mapToObj(levels::get), Stream.of(EncodedFeature.OTHER))
                    .map(level -> new EncodedFeature(name, level, null))
                    .toList();
        }

        @Override
        public void encode(double raw, double[] encoded, int at) {
            int found = Double.isNaN(raw) ? -1 : Arrays.binarySearch(kept, (int) raw);
            IntStream.rangeClosed(0, kept.length).forEach(i -> encoded[at + i] = 0);
            encoded[at + (found >= 0 ? found : kept.length)] = 1;
        }
    }
}
