package io.espalier.network.onnx;

import io.espalier.network.onnx.View.Dim;
import io.espalier.network.onnx.View.Factor;
import io.espalier.network.op.Attention;
import io.espalier.network.op.Attention.Head;
import io.espalier.network.op.Attention.Windows;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** An attention put together: which axes of its products count heads, windows and positions. */
final class AttentionPieces {
    private final AttentionScores scores;
    private final Value value;
    private final int rank;

    private AttentionPieces(AttentionScores scores, Value value) {
        this.scores = scores;
        this.value = value;
        this.rank = scores.view().rank();
    }

    /** A MatMul of probabilities and values. */
    static void join(OnnxNode node, AttentionScores scores, Value value) {
        new AttentionPieces(scores, value).join(node);
    }

    private void join(OnnxNode node) {
        if (scores.stage() != AttentionScores.Stage.PROBABILITIES
                || value.view().rank() != rank
                || !isOfValues()) {
            throw new UnreadableException("it is no attention: products of " + value.described() + " with scores of "
                    + scores.query().described());
        }
        Windows windows = windows(scores.query().shape());
        int heads = heads();
        int keys = scores.query().shape().channels() / heads;
        Head head = new Head(keys, value.shape().channels() / heads);
        AttentionBias bias = AttentionBias.of(scores.biases(), windows, heads, keys);
        Attention attention = new Attention(
                Collections.nCopies(heads, head),
                scores.factor(),
                windows,
                bias.isPresent() ? Bias.PRESENT : Bias.ABSENT,
                bias.shift());
        Map<Role, float[]> numbers = bias.isPresent() ? Map.of(Role.SHIFT, bias.numbers()) : Map.of();
        Value y = node.add(attention, numbers, value.layout(), scores.query(), scores.key(), value);
        List<List<Factor>> axes = new ArrayList<>(value.view().axes());
        axes.set(rank - 2, scores.view().axes().get(rank - 2));
        Views.settle(node, y.as(new View(axes)));
    }

    /** Whether values have the heads and the windows of the queries, and the positions of the keys. */
    private boolean isOfValues() {
        View own = value.view();
        View query = scores.query().view();
        boolean fits = own.isOnly(rank - 1, Dim.CHANNEL)
                && own.axes().get(rank - 2).stream()
                        .map(AttentionOnnx::ofKey)
                        .toList()
                        .equals(scores.view().axes().get(rank - 1));
        for (int axis = 0; fits && axis < rank - 2; axis++) {
            fits = withoutStrides(own.axes().get(axis))
                    .equals(withoutStrides(scores.view().axes().get(axis)));
        }
        return fits && query.rank() == rank;
    }

    /** Channels of values may be more or fewer than those of keys. */
    private static List<Factor> withoutStrides(List<Factor> factors) {
        return factors.stream()
                .map(f -> f.dim() == Dim.CHANNEL ? new Factor(f.dim(), f.size(), 1) : f)
                .toList();
    }

    private int heads() {
        return scores.view().axes().subList(0, rank - 2).stream()
                .flatMap(List::stream)
                .filter(f -> f.dim() == Dim.CHANNEL)
                .mapToInt(Factor::size)
                .reduce(1, (a, b) -> a * b);
    }

    private Windows windows(Shape positions) {
        int height = side(Dim.HEIGHT);
        int width = side(Dim.WIDTH);
        Windows windows = new Windows(height, width, positions.height() / height, positions.width() / width);
        List<Factor> order = new ArrayList<>();
        order.add(new Factor(Dim.HEIGHT, height));
        order.add(new Factor(Dim.WIDTH, width));
        order.removeIf(f -> f.size() == 1);
        List<Factor> keys = order.stream().map(AttentionOnnx::ofKey).toList();
        if (!scores.view().axes().get(rank - 2).equals(order)
                || !scores.view().axes().get(rank - 1).equals(keys)) {
            throw new UnreadableException("its positions lie in no windows");
        }
        return windows;
    }

    private int side(Dim dim) {
        return scores.view().axes().get(rank - 2).stream()
                .filter(f -> f.dim() == dim)
                .mapToInt(Factor::size)
                .reduce(1, (a, b) -> a * b);
    }
}
