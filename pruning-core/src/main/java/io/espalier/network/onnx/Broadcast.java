package io.espalier.network.onnx;

import io.espalier.network.onnx.View.Dim;
import io.espalier.network.onnx.View.Factor;
import io.espalier.network.op.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A constant that is broadcast to an activation. */
final class Broadcast {
    private final Constant constant;
    private final Value value;
    private final View view;

    /** @throws UnreadableException if it has other dims than the activation, or differs between examples */
    Broadcast(Constant constant, Value value) {
        this.constant = constant;
        this.value = value;
        int more = value.view().rank() - constant.rank();
        boolean fits = more >= 0;
        for (int axis = 0; fits && axis < constant.rank(); axis++) {
            int dim = constant.dims().get(axis);
            fits = dim == 1 || (dim == value.view().size(more + axis) && isOfExample(value.view(), more + axis));
        }
        if (!fits) {
            throw new UnreadableException("a constant has dims " + constant.dims() + " (must be broadcast to "
                    + value.described() + " and be the same for each example)");
        }
        this.view = new View(value.view().axes().subList(more, value.view().rank()));
    }

    private static boolean isOfExample(View view, int axis) {
        return view.axes().get(axis).stream().noneMatch(f -> f.dim() == Dim.BATCH);
    }

    /** Whether it has one number for each channel, or for all of them. */
    boolean isOfChannels() {
        return IntStream.range(0, constant.rank())
                .allMatch(axis -> constant.dims().get(axis) == 1 || view.isOnly(axis, Dim.CHANNEL));
    }

    /** One number for each channel. */
    double[] ofChannels() {
        return IntStream.range(0, value.shape().channels())
                .mapToDouble(c -> at(c, 0, 0))
                .toArray();
    }

    /** One number for each position, the same for all channels; none where channels differ. */
    Optional<float[]> ofPositions() {
        boolean alike = IntStream.range(0, constant.rank())
                .allMatch(axis -> constant.dims().get(axis) == 1
                        || view.axes().get(axis).stream().allMatch(f -> f.dim().isPosition()));
        return alike ? Optional.of(Arrays.copyOf(ofAll(), value.shape().positions())) : Optional.empty();
    }

    /** One number for each channel at each position. */
    float[] ofAll() {
        Shape shape = value.shape();
        float[] all = new float[shape.elements()];
        for (int i = 0; i < all.length; i++) {
            int position = i % shape.positions();
            all[i] = (float) at(i / shape.positions(), position / shape.width(), position % shape.width());
        }
        return all;
    }

    private double at(int channel, int row, int column) {
        int place = 0;
        for (int axis = 0; axis < constant.rank(); axis++) {
            int dim = constant.dims().get(axis);
            place = place * dim + (dim == 1 ? 0 : place(view.axes().get(axis), channel, row, column));
        }
        return constant.values()[place];
    }

    private static int place(List<Factor> factors, int channel, int row, int column) {
        int place = 0;
        for (Factor factor : factors) {
            int in =
                    switch (factor.dim()) {
                        case CHANNEL -> channel;
                        case HEIGHT -> row;
                        default -> column;
                    };
            place = place * factor.size() + in / factor.stride() % factor.size();
        }
        return place;
    }
}
