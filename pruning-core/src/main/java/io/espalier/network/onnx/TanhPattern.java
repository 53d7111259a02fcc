package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.espalier.network.op.Gelu;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds sqrt(2 / pi) (x + 0.044715 x^3), the cube as products in any order or as a power. */
final class TanhPattern {
    private static final int CUBE = 3;

    private final Pieces pieces;

    TanhPattern(Pieces pieces) {
        this.pieces = pieces;
    }

    /** x, if a node gives that. */
    Optional<String> argument(NodeProto node) {
        if (!node.getOpType().equals("Mul") || node.getInputCount() != 2) {
            return Optional.empty();
        }
        return node.getInputList().stream()
                .filter(sum -> Pieces.other(node, sum)
                        .filter(slope -> pieces.isNumber(slope, Gelu.SLOPE))
                        .isPresent())
                .flatMap(sum -> pieces.giver(sum, "Add", 2).stream())
                .flatMap(this::summands)
                .findFirst();
    }

    private Stream<String> summands(NodeProto sum) {
        return sum.getInputList().stream()
                .filter(x ->
                        Pieces.other(sum, x).filter(cube -> isCube(cube, x)).isPresent());
    }

    private boolean isCube(String tensor, String x) {
        List<String> factors = factors(tensor, x, CUBE).toList();
        List<String> others =
                factors.stream().filter(factor -> !factor.equals(x)).toList();
        return factors.size() == CUBE + 1 && others.size() == 1 && pieces.isNumber(others.get(0), Gelu.CUBE);
    }

    /** @param depth how many products, one in the other, are taken apart, for a file may have any number */
    private Stream<String> factors(String tensor, String x, int depth) {
        Optional<NodeProto> power = pieces.giver(tensor, "Pow", 2)
                .filter(node -> node.getInput(0).equals(x) && pieces.isNumber(node.getInput(1), CUBE));
        Optional<NodeProto> product = pieces.giver(tensor, "Mul", 2).filter(node -> depth > 0);
        if (tensor.equals(x)) {
            return Stream.of(x);
        } else if (power.isPresent()) {
            return Stream.of(x, x, x);
        }
        return product.map(node -> node.getInputList().stream().flatMap(input -> factors(input, x, depth - 1)))
                .orElseGet(() -> Stream.of(tensor));
    }
}
