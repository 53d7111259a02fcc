package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.Node;
import io.espalier.network.onnx.View.Dim;
import io.espalier.network.onnx.View.Factor;
import io.espalier.network.op.Attention;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * ONNX has an attention in pieces: products of queries and keys, what is added to them, a Softmax, and products with the
 * values. Reading gathers the pieces, writing puts them down again.
 */
final class AttentionOnnx implements OnnxOperator<Attention> {
    @Override
    public String name() {
        return "Attention";
    }

    @Override
    public AttributeProto[] attributes(Attention op) {
        return new AttributeProto[0];
    }

    @Override
    public void write(Attention op, String output, List<String> inputs, OnnxGraph graph) {
        new AttentionGraph(op, output, inputs, graph).write();
    }

    @Override
    public void read(OnnxNode node) {
        throw new UnreadableException("the operator of operator set 23 is not supported");
    }

    /** A MatMul of two activations. */
    static void multiply(OnnxNode node) {
        if (node.scores(0).isPresent()) {
            AttentionPieces.join(node, node.scores(0).get(), node.value(1));
        } else {
            node.give(products(node, node.value(0), node.value(1)));
        }
    }

    private static AttentionScores products(OnnxNode node, Value query, Value key) {
        int rank = query.view().rank();
        if (rank < 2 || key.view().rank() != rank || !query.shape().equals(key.shape())) {
            throw notAttention(query, key);
        }
        List<List<Factor>> q = query.view().axes();
        List<List<Factor>> k = key.view().axes();
        boolean fits = q.subList(0, rank - 2).equals(k.subList(0, rank - 2))
                && q.get(rank - 1).equals(k.get(rank - 2))
                && q.get(rank - 2).equals(k.get(rank - 1))
                && query.view().isOnly(rank - 1, Dim.CHANNEL)
                && q.get(rank - 2).stream().allMatch(f -> f.dim().isPosition());
        if (!fits) {
            throw notAttention(query, key);
        }
        List<List<Factor>> axes = new ArrayList<>(q.subList(0, rank - 1));
        axes.add(k.get(rank - 1).stream().map(AttentionOnnx::ofKey).toList());
        Unscaled left = Unscaled.of(node, query);
        Unscaled right = Unscaled.of(node, key);
        return new AttentionScores(
                left.value,
                right.value,
                left.factor * right.factor,
                List.of(),
                AttentionScores.Stage.PRODUCTS,
                new View(axes));
    }

    static Factor ofKey(Factor factor) {
        return new Factor(factor.dim() == Dim.HEIGHT ? Dim.KEY_HEIGHT : Dim.KEY_WIDTH, factor.size(), factor.stride());
    }

    private static UnreadableException notAttention(Value left, Value right) {
        return new UnreadableException("it multiplies " + left.described() + " by " + right.described()
                + " (must be a constant matrix, or a part of an attention over the same positions)");
    }

    /** A value before it was multiplied by one number, and that number. */
    private record Unscaled(Value value, double factor) {
        static Unscaled of(OnnxNode node, Value value) {
            if (value.node().equals(Node.INPUT)) {
                return new Unscaled(value, 1);
            }
            Node from = node.part(value).node();
            OptionalDouble by = from.op().multiplier();
            return by.isEmpty()
                    ? new Unscaled(value, 1)
                    : new Unscaled(
                            new Value(from.inputs().get(0), value.shape(), value.layout(), value.view()),
                            by.getAsDouble());
        }
    }

    /** Arithmetic with a constant on products of queries and keys. */
    static void apply(OnnxNode node, AttentionScores scores, Constant constant) {
        boolean number = constant.size() == 1;
        if (node.operator().equals("Mul") && number) {
            node.give(scores.times(constant.scalar()));
        } else if (node.operator().equals("Div") && number && !node.isConstant(0)) {
            node.give(scores.times(1 / constant.scalar()));
        } else if (node.operator().equals("Add")) {
            node.give(scores.plus(constant));
        } else {
            throw new UnreadableException("an attention has no such arithmetic");
        }
    }
}
