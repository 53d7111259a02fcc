package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Finds (x - mean) / sqrt(mean of (x - mean)^2 + epsilon) in pieces, with a scale and a shift behind it or without, and puts a
 * LayerNormalization in its place.
 */
final class LayerNormalizationPattern {
    private final Pieces pieces;
    private final Predicate<String> isConstant;

    private LayerNormalizationPattern(Pieces pieces, Predicate<String> isConstant) {
        this.pieces = pieces;
        this.isConstant = isConstant;
    }

    /** The mean along one axis. */
    private record Mean(String of, long axis) {}

    /** What is under the root. */
    private record Variance(Mean mean, double epsilon) {}

    private record Quotient(String deviations, Variance variance) {}

    /** @param numbers the constant tensors of one number */
    static List<NodeProto> replaced(
            List<NodeProto> nodes, Function<String, OptionalDouble> numbers, Predicate<String> isConstant) {
        LayerNormalizationPattern pattern = new LayerNormalizationPattern(new Pieces(nodes, numbers), isConstant);
        List<NodeProto> all = new ArrayList<>(nodes);
        nodes.forEach(node -> pattern.replace(node, all));
        return all;
    }

    private void replace(NodeProto node, List<NodeProto> all) {
        quotient(node).ifPresent(quotient -> pieces.giver(quotient.deviations, "Sub", 2)
                .flatMap(this::mean)
                .filter(mean -> isOf(quotient.variance.mean, quotient.deviations, mean.axis))
                .ifPresent(mean -> put(node, mean, quotient.variance.epsilon, all)));
    }

    /** d / sqrt(v), d (1 / sqrt(v)) or d v^-0.5. */
    private Optional<Quotient> quotient(NodeProto node) {
        if (node.getInputCount() != 2 || node.getOutputCount() != 1) {
            return Optional.empty();
        } else if (node.getOpType().equals("Div")) {
            return root(node.getInput(1)).map(variance -> new Quotient(node.getInput(0), variance));
        } else if (node.getOpType().equals("Mul")) {
            return IntStream.range(0, 2)
                    .mapToObj(i -> inverse(node.getInput(i)).map(v -> new Quotient(node.getInput(1 - i), v)))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return Optional.empty();
    }

    private Optional<Variance> inverse(String tensor) {
        Optional<String> root = pieces.giver(tensor, "Reciprocal", 1)
                .map(node -> node.getInput(0))
                .or(() -> pieces.giver(tensor, "Div", 2)
                        .filter(node -> pieces.isNumber(node.getInput(0), 1))
                        .map(node -> node.getInput(1)));
        return root.flatMap(this::root).or(() -> power(tensor, -0.5).flatMap(this::variance));
    }

    private Optional<Variance> root(String tensor) {
        return pieces.giver(tensor, "Sqrt", 1)
                .map(node -> node.getInput(0))
                .or(() -> power(tensor, 0.5))
                .flatMap(this::variance);
    }

    /** What a tensor is some power of. */
    private Optional<String> power(String tensor, double exponent) {
        return pieces.giver(tensor, "Pow", 2)
                .filter(node -> pieces.isNumber(node.getInput(1), exponent))
                .map(node -> node.getInput(0));
    }

    /** A mean and a number. */
    private Optional<Variance> variance(String tensor) {
        return pieces.giver(tensor, "Add", 2).flatMap(add -> IntStream.range(0, 2)
                .mapToObj(i -> pieces.number(add.getInput(i)).stream()
                        .mapToObj(epsilon -> mean(add.getInput(1 - i)).map(mean -> new Variance(mean, epsilon)))
                        .flatMap(Optional::stream))
                .flatMap(found -> found)
                .findFirst());
    }

    /** The mean that is taken from what it is of. */
    private Optional<Mean> mean(NodeProto difference) {
        return mean(difference.getInput(1)).filter(mean -> mean.of.equals(difference.getInput(0)));
    }

    private Optional<Mean> mean(String tensor) {
        return pieces.giver(tensor)
                .filter(node -> node.getOpType().equals("ReduceMean") && node.getInputCount() > 0)
                .filter(node -> integers(node, "keepdims").stream().allMatch(keeps -> keeps == 1))
                .flatMap(node -> axis(node).map(axis -> new Mean(node.getInput(0), axis)));
    }

    /** An attribute, or an input since operator set 18. */
    private Optional<Long> axis(NodeProto node) {
        List<Long> axes = integers(node, "axes");
        if (axes.isEmpty() && node.getInputCount() == 2) {
            return pieces.number(node.getInput(1)).stream()
                    .mapToObj(axis -> (long) axis)
                    .findFirst();
        }
        return axes.size() == 1 ? Optional.of(axes.get(0)) : Optional.empty();
    }

    private static List<Long> integers(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(a -> a.getName().equals(name))
                .flatMap(a -> a.getIntsCount() > 0 ? a.getIntsList().stream() : List.of(a.getI()).stream())
                .toList();
    }

    /** Whether it is the mean along an axis of the squares of these. */
    private boolean isOf(Mean mean, String deviations, long axis) {
        boolean product = pieces.giver(mean.of, "Mul", 2)
                .filter(node -> node.getInputList().stream().allMatch(deviations::equals))
                .isPresent();
        boolean power = power(mean.of, 2).filter(deviations::equals).isPresent();
        return mean.axis == axis && (product || power);
    }

    private void put(NodeProto node, Mean mean, double epsilon, List<NodeProto> all) {
        Optional<NodeProto> product = withConstant(node, "Mul");
        NodeProto last = product.orElse(node);
        Optional<NodeProto> sum = withConstant(last, "Add");
        NodeProto.Builder norm = sum.orElse(last).toBuilder()
                .setOpType("LayerNormalization")
                .clearInput()
                .clearAttribute()
                .addAttribute(Attributes.integer("axis", mean.axis))
                .addAttribute(Attributes.number("epsilon", epsilon))
                .addInput(mean.of)
                .addInput(
                        product.flatMap(p -> Pieces.other(p, node.getOutput(0))).orElse(""));
        sum.flatMap(s -> Pieces.other(s, last.getOutput(0))).ifPresent(norm::addInput);
        all.set(pieces.place(norm.getOutput(0)), norm.build());
    }

    private Optional<NodeProto> withConstant(NodeProto node, String operator) {
        return pieces.reader(node, operator)
                .filter(r ->
                        Pieces.other(r, node.getOutput(0)).filter(isConstant).isPresent());
    }
}
