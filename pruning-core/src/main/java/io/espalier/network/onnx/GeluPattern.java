package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Finds x (1 + erf(x / sqrt 2)) / 2 in pieces, in whatever order its products are taken, and puts a Gelu in its place. */
final class GeluPattern {
    private static final double CLOSE = 1e-4;

    private final List<NodeProto> nodes;
    private final Function<String, OptionalDouble> numbers;
    private final Map<String, Integer> givers = new HashMap<>();
    private final Map<String, List<Integer>> readers = new HashMap<>();

    /** @param numbers the constant tensors of one number */
    private GeluPattern(List<NodeProto> nodes, Function<String, OptionalDouble> numbers) {
        this.nodes = nodes;
        this.numbers = numbers;
        for (int i = 0; i < nodes.size(); i++) {
            int place = i;
            nodes.get(i).getOutputList().forEach(output -> givers.put(output, place));
            nodes.get(i).getInputList().forEach(input -> readers.computeIfAbsent(input, key -> new ArrayList<>())
                    .add(place));
        }
    }

    static List<NodeProto> replaced(List<NodeProto> nodes, Function<String, OptionalDouble> numbers) {
        GeluPattern pattern = new GeluPattern(nodes, numbers);
        List<NodeProto> all = new ArrayList<>(nodes);
        for (NodeProto node : nodes) {
            if (node.getOpType().equals("Erf") && node.getInputCount() == 1 && node.getOutputCount() == 1) {
                pattern.replace(node, all);
            }
        }
        return all;
    }

    private void replace(NodeProto erf, List<NodeProto> all) {
        Optional<String> x = giver(erf.getInput(0)).flatMap(this::overRoot);
        Optional<NodeProto> sum = reader(erf, "Add").filter(add -> other(add, erf.getOutput(0))
                .filter(one -> isNumber(one, 1))
                .isPresent());
        if (x.isEmpty() || sum.isEmpty()) {
            return;
        }
        last(sum.get(), x.get(), Found.NEITHER)
                .ifPresent(last -> all.set(
                        Objects.requireNonNull(givers.get(last.getOutput(0))),
                        last.toBuilder()
                                .setOpType("Gelu")
                                .clearInput()
                                .clearAttribute()
                                .addInput(x.get())
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
        Optional<NodeProto> product = reader(node, "Mul");
        Optional<String> factor = product.flatMap(p -> other(p, node.getOutput(0)));
        if (factor.isEmpty()) {
            return Optional.empty();
        }
        boolean isX = factor.get().equals(x);
        boolean isHalf = isNumber(factor.get(), 0.5);
        boolean isHalfX = giver(factor.get()).filter(g -> isHalfOf(g, x)).isPresent();
        if ((isHalfX && found == Found.NEITHER) || (isX && found == Found.HALF) || (isHalf && found == Found.X)) {
            return product;
        } else if (found != Found.NEITHER || !(isX || isHalf)) {
            return Optional.empty();
        }
        return last(product.get(), x, isX ? Found.X : Found.HALF);
    }

    private boolean isHalfOf(NodeProto node, String x) {
        return node.getOpType().equals("Mul")
                && other(node, x).filter(half -> isNumber(half, 0.5)).isPresent();
    }

    /** x of x / sqrt 2, or of x times its inverse. */
    private Optional<String> overRoot(NodeProto node) {
        if (node.getInputCount() != 2) {
            return Optional.empty();
        } else if (node.getOpType().equals("Div") && isNumber(node.getInput(1), Math.sqrt(2))) {
            return Optional.of(node.getInput(0));
        } else if (node.getOpType().equals("Mul")) {
            return node.getInputList().stream()
                    .filter(input -> other(node, input)
                            .filter(number -> isNumber(number, Math.sqrt(0.5)))
                            .isPresent())
                    .findFirst();
        }
        return Optional.empty();
    }

    private boolean isNumber(String tensor, double number) {
        OptionalDouble own = numbers.apply(tensor);
        return own.isPresent() && Math.abs(own.getAsDouble() - number) < CLOSE;
    }

    private Optional<NodeProto> giver(String tensor) {
        return Optional.ofNullable(givers.get(tensor)).map(nodes::get);
    }

    /** The only node that reads what another gives, if it is of an operator. */
    private Optional<NodeProto> reader(NodeProto node, String operator) {
        List<Integer> all = readers.getOrDefault(node.getOutput(0), List.of());
        return all.size() == 1
                ? Optional.of(nodes.get(all.get(0)))
                        .filter(r -> r.getOpType().equals(operator) && r.getOutputCount() == 1)
                : Optional.empty();
    }

    private static Optional<String> other(NodeProto node, String input) {
        if (node.getInputCount() != 2) {
            return Optional.empty();
        }
        return node.getInput(0).equals(input)
                ? Optional.of(node.getInput(1))
                : Optional.of(node.getInput(0)).filter(first -> node.getInput(1).equals(input));
    }
}
