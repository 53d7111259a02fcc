package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.op.GlobalAveragePool;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** ONNX keeps height and width of 1, which a Flatten takes away. A ReduceMean over both is the same. */
final class GlobalAveragePoolOnnx implements OnnxOperator<GlobalAveragePool> {
    private static final int SINCE_AXES_ARE_INPUT = 18;

    @Override
    public String name() {
        return "GlobalAveragePool";
    }

    @Override
    public AttributeProto[] attributes(GlobalAveragePool op) {
        return new AttributeProto[0];
    }

    @Override
    public void write(GlobalAveragePool op, String output, List<String> inputs, OnnxGraph graph) {
        String mean = graph.named(output, name(), output + "/mean", inputs);
        graph.named(output + "/flatten", "Flatten", output, List.of(mean));
    }

    @Override
    public void read(OnnxNode node) {
        View view = node.value(0).view();
        become(node, IntStream.range(2, view.rank()).toArray(), Axes.KEPT);
    }

    static void readMean(OnnxNode node) {
        int[] axes = Arrays.stream(node.axes(SINCE_AXES_ARE_INPUT))
                .map(node.value(0).view()::axis)
                .sorted()
                .toArray();
        become(node, axes, node.integer("keepdims", 1) == 1 ? Axes.KEPT : Axes.REMOVED);
    }

    private enum Axes {
        KEPT,
        REMOVED
    }

    private static void become(OnnxNode node, int[] axes, Axes kept) {
        Value x = node.value(0);
        long positions = 1;
        View view = x.view();
        for (int axis : axes) {
            if (!view.axes().get(axis).stream().allMatch(f -> f.dim().isPosition())) {
                positions = 0;
            }
            positions *= view.size(axis);
            view = view.with(axis, List.of());
        }
        if (axes.length == 0 || positions != x.shape().positions()) {
            throw new UnreadableException("its axes are " + Arrays.toString(axes) + " (must be all positions)");
        }
        Value mean = x.isImage() ? node.add(new GlobalAveragePool(), Map.of(), Value.Layout.VECTOR, x) : x;
        Views.settle(node, mean.as(kept == Axes.KEPT ? view : view.squeezed(axes)));
    }
}
