package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.onnx.View.Dim;
import io.espalier.network.onnx.View.Factor;
import io.espalier.network.op.Shape;
import io.espalier.network.op.SpaceToDepth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** ONNX's operator only has square blocks, so that a Transpose between two Reshapes is written, and read where it stands. */
final class SpaceToDepthOnnx implements OnnxOperator<SpaceToDepth> {
    @Override
    public String name() {
        return "SpaceToDepth";
    }

    @Override
    public AttributeProto[] attributes(SpaceToDepth op) {
        return new AttributeProto[0];
    }

    @Override
    public void write(SpaceToDepth op, String output, List<String> inputs, OnnxGraph graph) {
        Shape in = op.input();
        int rows = in.height() / op.rows();
        int columns = in.width() / op.columns();
        String parted = graph.constant(output + "/parted", 0, in.channels(), rows, op.rows(), columns, op.columns());
        String blocks = graph.node("Reshape", output + "/blocks", List.of(inputs.get(0), parted));
        AttributeProto order = Attributes.integers("perm", 0, 3, 5, 1, 2, 4);
        String turned = graph.node("Transpose", output + "/turned", List.of(blocks), order);
        String whole = graph.constant(output + "/whole", 0, -1, rows, columns);
        graph.image("Reshape", output, List.of(turned, whole));
    }

    @Override
    public void read(OnnxNode node) {
        int side = node.size("blocksize", node.integer("blocksize", 0));
        Value x = node.image(0);
        SpaceToDepth op = new SpaceToDepth(x.shape(), side, side);
        node.give(node.add(op, Map.of(), x.layout(), x));
    }

    /** What lays all channels of blocks of positions along one axis, and blocks along the others. */
    static Optional<Value> settled(OnnxNode node, Value value) {
        return IntStream.range(0, value.view().rank())
                .boxed()
                .flatMap(axis -> op(value, axis).stream().map(op -> settled(node, value, axis, op)))
                .findFirst();
    }

    private static Optional<SpaceToDepth> op(Value value, int axis) {
        Shape shape = value.shape();
        List<Factor> factors = value.view().axes().get(axis);
        int rows = inner(factors, Dim.HEIGHT);
        int columns = inner(factors, Dim.WIDTH);
        if (rows * columns == 1 || shape.height() % rows != 0 || shape.width() % columns != 0) {
            return Optional.empty();
        }
        View block = View.of(
                new Factor(Dim.HEIGHT, rows),
                new Factor(Dim.WIDTH, columns),
                new Factor(Dim.CHANNEL, shape.channels()));
        boolean whole = shape.channels() > 1
                && factors.equals(block.axes().stream().flatMap(List::stream).toList())
                && areBlocks(value.view(), axis, shape, rows, columns);
        return whole ? Optional.of(new SpaceToDepth(shape, rows, columns)) : Optional.empty();
    }

    private static int inner(List<Factor> factors, Dim dim) {
        return factors.stream()
                .filter(f -> f.dim() == dim && f.stride() == 1)
                .mapToInt(Factor::size)
                .findFirst()
                .orElse(1);
    }

    /** Whether each other axis counts examples, or blocks along a side. */
    private static boolean areBlocks(View view, int axis, Shape shape, int rows, int columns) {
        List<List<Factor>> sides = View.of(
                        new Factor(Dim.HEIGHT, shape.height() / rows, rows),
                        new Factor(Dim.WIDTH, shape.width() / columns, columns))
                .axes();
        return IntStream.range(0, view.rank())
                .filter(other -> other != axis)
                .allMatch(other -> view.isOnly(other, Dim.BATCH)
                        || sides.contains(view.axes().get(other)));
    }

    private static Value settled(OnnxNode node, Value value, int axis, SpaceToDepth op) {
        Value y = node.add(op, Map.of(), value.layout(), value);
        List<List<Factor>> axes = new ArrayList<>();
        for (int other = 0; other < value.view().rank(); other++) {
            List<Factor> own = value.view().axes().get(other);
            axes.add(own.stream()
                    .map(f -> f.dim().isPosition() ? new Factor(f.dim(), f.size()) : f)
                    .toList());
        }
        axes.set(axis, List.of(new Factor(Dim.CHANNEL, y.shape().channels())));
        return y.as(new View(axes));
    }
}
