package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Finds x (1 + erf(x / sqrt 2)) / 2 in pieces, or the same with tanh(sqrt(2 / pi) (x + 0.044715 x^3)), in whatever order its
 * products are taken, and puts a Gelu in its place.
 */
final class GeluPattern {
    private final Pieces pieces;

    private GeluPattern(Pieces pieces) {
        this.pieces = pieces;
    }

    /** @param numbers the constant tensors of one number */
    static List<NodeProto> replaced(List<NodeProto> nodes, Function<String, OptionalDouble> numbers) {
        GeluPattern pattern = new GeluPattern(new Pieces(nodes, numbers));
        List<NodeProto> all = new ArrayList<>(nodes);
        for (NodeProto node : nodes) {
            if (node.getInputCount() == 1 && node.getOutputCount() == 1) {
                pattern.replace(node, all);
            }
        }
        return all;
    }

    private void replace(NodeProto node, List<NodeProto> all) {
        Optional<NodeProto> inner = pieces.giver(node.getInput(0));
        switch (node.getOpType()) {
            case "Erf" -> inner.flatMap(this::overRoot).ifPresent(x -> replace(node, x, "none", all));
            case "Tanh" ->
                inner.flatMap(new TanhPattern(pieces)::argument).ifPresent(x -> replace(node, x, "tanh", all));
            default -> {}
        }
    }

    private void replace(NodeProto node, String x, String approximate, List<NodeProto> all) {
        Optional<NodeProto> sum = pieces.reader(node, "Add").filter(add -> Pieces.other(add, node.getOutput(0))
                .filter(one -> pieces.isNumber(one, 1))
                .isPresent());
        sum.flatMap(add -> last(add, x, Found.NEITHER))
                .ifPresent(last -> all.set(
                        pieces.place(last.getOutput(0)),
                        last.toBuilder()
                                .setOpType("Gelu")
                                .clearInput()
                                .clearAttribute()
                                .addInput(x)
                                .addAttribute(Attributes.text("approximate", approximate))
                                .build()));
    }

    /** What the product up to a node has of x and of the half. */
    private enum Found {
        NEITHER,
        HALF,
        X
    }

    /** The node that completes the product. */
    private Optional<NodeProto> last(NodeProto node, String x, Found found) {
        Optional<NodeProto> product = pieces.reader(node, "Mul");
        Optional<String> factor = product.flatMap(p -> Pieces.other(p, node.getOutput(0)));
        if (factor.isEmpty()) {
            return Optional.empty();
        }
        boolean isX = factor.get().equals(x);
        boolean isHalf = pieces.isNumber(factor.get(), 0.5);
        boolean isHalfX = pieces.giver(factor.get()).filter(g -> isHalfOf(g, x)).isPresent();
        if ((isHalfX && found == Found.NEITHER) || (isX && found == Found.HALF) || (isHalf && found == Found.X)) {
            return product;
        } else if (found != Found.NEITHER || !(isX || isHalf)) {
            return Optional.empty();
        }
        return last(product.get(), x, isX ? Found.X : Found.HALF);
    }

    private boolean isHalfOf(NodeProto node, String x) {
        return node.getOpType().equals("Mul")
                && Pieces.other(node, x)
                        .filter(half -> pieces.isNumber(half, 0.5))
                        .isPresent();
    }

    /** x of x / sqrt 2, or of x times its inverse. */
    private Optional<String> overRoot(NodeProto node) {
        if (node.getInputCount() != 2) {
            return Optional.empty();
        } else if (node.getOpType().equals("Div") && pieces.isNumber(node.getInput(1), Math.sqrt(2))) {
            return Optional.of(node.getInput(0));
        } else if (node.getOpType().equals("Mul")) {
            return node.getInputList().stream()
                    .filter(input -> Pieces.other(node, input)
                            .filter(number -> pieces.isNumber(number, Math.sqrt(0.5)))
                            .isPresent())
                    .findFirst();
        }
        return Optional.empty();
    }
}
