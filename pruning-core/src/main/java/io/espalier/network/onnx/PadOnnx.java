package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.onnx.View.Dim;
import io.espalier.network.onnx.View.Factor;
import io.espalier.network.op.Pad;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Zeros around height and width; sizes are an input since operator set 11. */
final class PadOnnx implements OnnxOperator<Pad> {
    private static final int SINCE_INPUTS = 11;

    @Override
    public String name() {
        return "Pad";
    }

    @Override
    public AttributeProto[] attributes(Pad op) {
        return new AttributeProto[0];
    }

    @Override
    public void write(Pad op, String output, List<String> inputs, OnnxGraph graph) {
        String sizes =
                graph.constant(output + "/sizes", 0, 0, op.top(), op.left(), 0, 0, op.bottom(), op.right());
        graph.node(name(), output, List.of(inputs.get(0), sizes));
    }

    @Override
    public void read(OnnxNode node) {
        Value x = node.value(0);
        int rank = x.view().rank();
        int[] sizes = sizes(node, rank);
        if (Arrays.stream(sizes).allMatch(size -> size == 0)) {
            node.give(x);
            return;
        }
        double number = node.operatorSet() < SINCE_INPUTS
                ? node.number("value", 0)
                : node.find(2).map(Constant::scalar).orElse(0.0);
        if (!node.text("mode", "constant").equals("constant") || number != 0) {
            throw new UnreadableException("it pads by other numbers than 0");
        }
        Factor height = new Factor(Dim.HEIGHT, x.shape().height());
        Factor width = new Factor(Dim.WIDTH, x.shape().width());
        int[] heights = of(x, height, sizes);
        int[] widths = of(x, width, sizes);
        Pad pad = new Pad(heights[0], heights[1], widths[0], widths[1]);
        if (IntStream.of(sizes).sum() != IntStream.of(heights).sum() + IntStream.of(widths).sum()) {
            throw new UnreadableException("it pads " + x.described() + " by " + Arrays.toString(sizes)
                    + " (must pad height and width)");
        }
        Value y = node.add(pad, Map.of(), x.layout(), x);
        node.give(y.as(widened(x.view(), y, List.of(height, width))));
    }

    private static int[] sizes(OnnxNode node, int rank) {
        int[] given = node.operatorSet() < SINCE_INPUTS
                ? node.sizes("pads")
                : node.constant(1).integers();
        int[] axes = node.isGiven(3)
                ? Arrays.stream(node.constant(3).integers())
                        .map(axis -> axis < 0 ? axis + rank : axis)
                        .toArray()
                : IntStream.range(0, rank).toArray();
        if (given.length != 2 * axes.length) {
            throw new UnreadableException("it has " + given.length + " sizes for " + axes.length + " axes");
        }
        int[] all = new int[2 * rank];
        for (int i = 0; i < axes.length; i++) {
            if (axes[i] < 0 || axes[i] >= rank) {
                throw new UnreadableException("there is no axis " + axes[i] + " of " + rank);
            }
            all[axes[i]] = node.size("pads", given[i]);
            all[rank + axes[i]] = node.size("pads", given[axes.length + i]);
        }
        return all;
    }

    /** What is added in front and behind where an axis counts a whole side. */
    private static int[] of(Value x, Factor side, int[] sizes) {
        int rank = x.view().rank();
        return IntStream.range(0, rank)
                .filter(axis -> x.view().axes().get(axis).equals(List.of(side)))
                .mapToObj(axis -> new int[] {sizes[axis], sizes[rank + axis]})
                .findFirst()
                .orElse(new int[2]);
    }

    private static View widened(View view, Value y, List<Factor> sides) {
        View wide = view;
        for (int axis = 0; axis < view.rank(); axis++) {
            for (Factor side : sides) {
                int size = side.dim() == Dim.HEIGHT ? y.shape().height() : y.shape().width();
                if (view.axes().get(axis).equals(List.of(side))) {
                    wide = wide.with(axis, List.of(new Factor(side.dim(), size)));
                }
            }
        }
        return wide;
    }
}
