package io.espalier.engine.torch.op;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.Attention;
import io.espalier.network.op.Attention.Head;
import io.espalier.network.op.Attention.Windows;
import io.espalier.network.op.Parameter.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All heads at once where they are equal, else one after the other. Relevance goes to the values and through the weights. */
final class AttentionKernel implements OpKernel<Attention> {
    private static final int CHANNELS = 1;

    @Override
    public PtNDArray forward(Attention attention, Operands operands) {
        PtNDArray bias = operands.find(Role.SHIFT);
        List<Head> heads = attention.heads();
        if (new HashSet<>(heads).size() == 1) {
            return alike(attention, heads.size(), heads.get(0), operands.inputs(), bias);
        }
        List<PtNDArray> parts = new ArrayList<>();
        for (int head = 0; head < heads.size(); head++) {
            if (heads.get(head).values() > 0) {
                parts.add(single(attention, head, operands.inputs(), bias));
            }
        }
        return JniUtils.cat(parts.toArray(PtNDArray[]::new), CHANNELS);
    }

    private static PtNDArray single(Attention op, int head, List<PtNDArray> inputs, @Nullable PtNDArray bias) {
        Head own = op.heads().get(head);
        List<PtNDArray> parts = List.of(
                some(inputs.get(0), CHANNELS, op.firstKey(head), own.keys()),
                some(inputs.get(1), CHANNELS, op.firstKey(head), own.keys()),
                some(inputs.get(2), CHANNELS, op.firstValue(head), own.values()));
        return alike(op, 1, own, parts, bias == null ? null : some(bias, 0, head, 1));
    }

    private static PtNDArray some(PtNDArray x, int axis, int first, int count) {
        return JniUtils.slice(x, axis, first, (long) first + count, 1);
    }

    private static PtNDArray alike(
            Attention op, int heads, Head head, List<PtNDArray> inputs, @Nullable PtNDArray bias) {
        Windows windows = op.windows();
        PtNDArray query = windowed(inputs.get(0), windows, heads, head.keys());
        PtNDArray key = windowed(inputs.get(1), windows, heads, head.keys());
        PtNDArray value = windowed(inputs.get(2), windows, heads, head.values());
        PtNDArray products = JniUtils.matmul(query, JniUtils.permute(key, new long[] {0, 1, 2, 4, 3}));
        PtNDArray scores = Operands.affine(products, op.scale(), 0);
        if (bias != null) {
            scores = JniUtils.add(scores, bias);
        }
        if (!op.shift().isNone()) {
            scores = JniUtils.add(scores, mask(op, scores));
        }
        PtNDArray weights = JniUtils.softmax(scores, -1, DataType.FLOAT32);
        return image(JniUtils.matmul(weights, value), windows, inputs.get(2).getShape());
    }

    private static PtNDArray mask(Attention op, PtNDArray scores) {
        Windows windows = op.windows();
        Shape shape = new Shape(windows.count(), 1, windows.positions(), windows.positions());
        return (PtNDArray) scores.getManager().create(op.shift().mask(windows), shape);
    }

    /** (batch, windows, heads, positions, channels) of an image. */
    private static PtNDArray windowed(PtNDArray x, Windows windows, int heads, int channels) {
        long batch = x.getShape().get(0);
        long[] split = {batch, heads, channels, windows.down(), windows.height(), windows.across(), windows.width()};
        PtNDArray turned = JniUtils.permute(JniUtils.reshape(x, split), new long[] {0, 3, 5, 1, 4, 6, 2});
        return JniUtils.reshape(turned, new long[] {batch, windows.count(), heads, windows.positions(), channels});
    }

    private static PtNDArray image(PtNDArray sums, Windows windows, Shape shape) {
        Shape own = sums.getShape();
        long[] split = {
            own.get(0), windows.down(), windows.across(), own.get(2), windows.height(), windows.width(), own.get(4)
        };
        PtNDArray turned = JniUtils.permute(JniUtils.reshape(sums, split), new long[] {0, 3, 6, 1, 4, 2, 5});
        return JniUtils.reshape(turned, shape.getShape());
    }

    @Override
    public Relevance relevance() {
        return Relevance.ROUTED;
    }
}
