package io.espalier.network.onnx;

import io.espalier.network.onnx.View.Factor;
import io.espalier.network.op.Attention.Shift;
import io.espalier.network.op.Attention.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is added to products of queries and keys: numbers of each head, the same in every window, and the mask of a cyclic
 * shift, which differs between windows and not between heads.
 */
record AttentionBias(
        @SuppressWarnings("ArrayRecordComponent") float[] numbers, Shift shift) {
    boolean isPresent() {
        return numbers.length > 0;
    }

    /** @param keys channels of each head's keys */
    static AttentionBias of(List<AttentionScores.Bias> biases, Windows windows, int heads, int keys) {
        float[] numbers = new float[0];
        Shift shift = Shift.NONE;
        for (AttentionScores.Bias bias : biases) {
            Reader reader = new Reader(bias.constant(), bias.view(), windows, keys);
            if (reader.differsBetweenWindows()) {
                shift = reader.shift();
            } else {
                numbers = sum(numbers, reader.ofHeads(heads));
            }
        }
        return new AttentionBias(numbers, shift);
    }

    private static float[] sum(float[] left, float[] right) {
        for (int i = 0; i < left.length; i++) {
            right[i] += left[i];
        }
        return right;
    }

    /** A constant by window, head and positions. */
    private static final class Reader {
        private static final long MOST_COMPARISONS = 1L << 31;

        private final Constant constant;
        private final View view;
        private final Windows windows;
        private final int keys;

        Reader(Constant constant, View laidOut, Windows windows, int keys) {
            int more = laidOut.rank() - constant.rank();
            this.constant = constant;
            this.view = new View(laidOut.axes().subList(more, laidOut.rank()));
            this.windows = windows;
            this.keys = keys;
            for (int axis = 0; axis < constant.rank(); axis++) {
                int dim = constant.dims().get(axis);
                boolean batch = view.axes().get(axis).stream().anyMatch(f -> f.dim() == View.Dim.BATCH);
                if (dim != 1 && (batch || dim != view.size(axis))) {
                    throw new UnreadableException(
                            "it adds a constant of dims " + constant.dims() + " to products of queries and keys");
                }
            }
        }

        boolean differsBetweenWindows() {
            for (int axis = 0; axis < constant.rank(); axis++) {
                if (constant.dims().get(axis) > 1
                        && view.axes().get(axis).stream().anyMatch(this::isOfWindows)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isOfWindows(Factor factor) {
            return switch (factor.dim()) {
                case HEIGHT -> factor.stride() >= windows.height() && windows.down() > 1;
                case WIDTH -> factor.stride() >= windows.width() && windows.across() > 1;
                default -> false;
            };
        }

        float[] ofHeads(int heads) {
            int positions = windows.positions();
            Constant.requireFew(List.of(heads, positions, positions));
            float[] numbers = new float[heads * positions * positions];
            for (int i = 0; i < numbers.length; i++) {
                int pair = i % (positions * positions);
                numbers[i] = (float) at(0, i / (positions * positions), pair / positions, pair % positions);
            }
            return numbers;
        }

        private double at(int window, int head, int query, int key) {
            int row = window / windows.across() * windows.height();
            int column = window % windows.across() * windows.width();
            int place = 0;
            for (int axis = 0; axis < constant.rank(); axis++) {
                int dim = constant.dims().get(axis);
                int in = 0;
                for (Factor factor : view.axes().get(axis)) {
                    int number =
                            switch (factor.dim()) {
                                case BATCH -> 0;
                                case CHANNEL -> head * keys;
                                case HEIGHT -> row + query / windows.width();
                                case WIDTH -> column + query % windows.width();
                                case KEY_HEIGHT -> row + key / windows.width();
                                case KEY_WIDTH -> column + key % windows.width();
                            };
                    in = in * factor.size() + number / factor.stride() % factor.size();
                }
                place = place * dim + (dim == 1 ? 0 : in);
            }
            return constant.values()[place];
        }

        /** The shift that makes such a mask. */
        Shift shift() {
            if ((long) windows.positions() * constant.size() > MOST_COMPARISONS) {
                throw new UnreadableException("its mask of dims " + constant.dims() + " is too large to be recognised");
            }
            double penalty = Arrays.stream(constant.values()).min().orElse(0);
            List<Shift> all = new ArrayList<>();
            for (int height = 0; height < windows.height(); height++) {
                for (int width = 0; width < windows.width(); width++) {
                    all.add(new Shift(height, width, penalty));
                }
            }
            return all.stream()
                    .filter(this::isMask)
                    .findFirst()
                    .orElseThrow(() -> new UnreadableException(
                            "what it adds to products of queries and keys is no mask of a cyclic shift"));
        }

        private boolean isMask(Shift shift) {
            int positions = windows.positions();
            for (int window = 0; window < windows.count(); window++) {
                for (int pair = 0; pair < positions * positions; pair++) {
                    int query = pair / positions;
                    int key = pair % positions;
                    if (at(window, 0, query, key) != shift.added(windows, window, query, key)) {
                        return false;
                    }
                }
            }
            return true;
        }
    }
}
