package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.onnx.View.Dim;
import io.espalier.network.onnx.View.Factor;
import io.espalier.network.op.Pad;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Zeros around height and width; sizes are an input since operator set 11. */
final class PadOnnx implements OnnxOperator<Pad> {
    private static final int SINCE_INPUTS = 11;
    private static final int NONE = -1;

    @Override
    public String name() {
        return "Pad";
    }

    @Override
    public AttributeProto[] attributes(Pad op) {
        return new AttributeProto[0];
    }

    /** The Reshape, which changes nothing, keeps ONNX Runtime from making the zeros a part of a pool that takes fewer. */
    @Override
    public void write(Pad op, String output, List<String> inputs, OnnxGraph graph) {
        String sizes = graph.constant(output + "/sizes", 0, 0, op.top(), op.left(), 0, 0, op.bottom(), op.right());
        String padded = graph.named(output, name(), output + "/padded", List.of(inputs.get(0), sizes));
        String same = graph.constant(output + "/same", 0, 0, 0, 0);
        graph.named(output + "/reshape", "Reshape", output, List.of(padded, same));
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
        int height = axis(x, new Factor(Dim.HEIGHT, x.shape().height()), 2);
        int width = axis(x, new Factor(Dim.WIDTH, x.shape().width()), rank - 1);
        boolean onlyThose = IntStream.range(0, rank)
                .allMatch(axis -> axis == height || axis == width || (sizes[axis] == 0 && sizes[rank + axis] == 0));
        if (!x.isImage() || !onlyThose || height == width) {
            throw new UnreadableException(
                    "it pads " + x.described() + " by " + Arrays.toString(sizes) + " (must pad height and width)");
        }
        boolean row = height == NONE;
        Pad pad = new Pad(row ? 0 : sizes[height], row ? 0 : sizes[rank + height], sizes[width], sizes[rank + width]);
        Value y = node.add(pad, Map.of(), x.layout(), x);
        View view = x.view().with(width, List.of(new Factor(Dim.WIDTH, y.shape().width())));
        node.give(y.as(
                row
                        ? view
                        : view.with(
                                height, List.of(new Factor(Dim.HEIGHT, y.shape().height())))));
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

    /** The axis that counts a side; one of size 1 is where it usually is. */
    private static int axis(Value x, Factor side, int usual) {
        OptionalInt found = IntStream.range(0, x.view().rank())
                .filter(axis -> x.view().axes().get(axis).equals(List.of(side)))
                .findFirst();
        boolean isUsual =
                side.size() == 1 && x.hasChannelsSecond() && usual < x.view().rank();
        return found.orElse(isUsual ? usual : NONE);
    }
}
