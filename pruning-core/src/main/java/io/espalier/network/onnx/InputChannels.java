package io.espalier.network.onnx;

import io.espalier.network.Node;
import io.espalier.network.op.Shape;
import java.util.List;

/** Where an example has its channels, which a file does not say: its operators fit only one of them. */
enum InputChannels {
    FIRST {
        @Override
        Value value(List<Integer> sizes, int batch) {
            int last = sizes.get(sizes.size() - 1);
            Shape shape = new Shape(sizes.get(0), sizes.size() == 3 ? sizes.get(1) : 1, sizes.size() == 1 ? 1 : last);
            View view = View.image(batch, shape);
            return switch (sizes.size()) {
                case 1 -> input(shape, view.squeezed(new int[] {2, 3}));
                case 2 -> input(shape, view.squeezed(new int[] {2}));
                default -> input(shape, view);
            };
        }
    },
    LAST {
        @Override
        Value value(List<Integer> sizes, int batch) {
            int channels = sizes.get(sizes.size() - 1);
            return switch (sizes.size()) {
                case 1 -> FIRST.value(sizes, batch);
                case 2 -> {
                    Shape shape = new Shape(channels, 1, sizes.get(0));
                    yield input(
                            shape,
                            View.image(batch, shape).squeezed(new int[] {2}).transposed(new int[] {0, 2, 1}));
                }
                default -> {
                    Shape shape = new Shape(channels, sizes.get(0), sizes.get(1));
                    yield input(shape, View.image(batch, shape).transposed(new int[] {0, 2, 3, 1}));
                }
            };
        }
    };

    /** An example of these sizes. */
    abstract Value value(List<Integer> sizes, int batch);

    /** What is likely. */
    static InputChannels of(OnnxModel model) {
        boolean turned = model.inputs().size() == 1
                && model.readers(model.inputs().get(0).getName()).allMatch(Views::bringsChannelsFirst);
        return turned ? LAST : FIRST;
    }

    InputChannels other() {
        return this == FIRST ? LAST : FIRST;
    }

    private static Value input(Shape shape, View view) {
        Value.Layout layout = shape.positions() == 1 ? Value.Layout.VECTOR : Value.Layout.IMAGE;
        return new Value(Node.INPUT, shape, layout, view);
    }
}
