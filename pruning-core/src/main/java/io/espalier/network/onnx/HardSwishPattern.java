package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Finds x Clip(x + 3, 0, 6) / 6 in pieces, its product before or behind the division, and puts a HardSwish in its place; and
 * Clip(x + 3, 0, 6) / 6 alone, a HardSigmoid.
 */
final class HardSwishPattern {
    private static final double SHIFT = 3;
    private static final double SIZE = 6;
    private static final List<AttributeProto> SIGMOID =
            List.of(Attributes.number("alpha", 1 / SIZE), Attributes.number("beta", SHIFT / SIZE));

    private final Pieces pieces;

    private HardSwishPattern(Pieces pieces) {
        this.pieces = pieces;
    }

    /** @param numbers the constant tensors of one number */
    static List<NodeProto> replaced(List<NodeProto> nodes, Function<String, OptionalDouble> numbers) {
        HardSwishPattern pattern = new HardSwishPattern(new Pieces(nodes, numbers));
        List<NodeProto> all = new ArrayList<>(nodes);
        for (NodeProto node : nodes) {
            if (node.getOpType().equals("Clip") && node.getOutputCount() == 1 && pattern.isToSix(node)) {
                pattern.shifted(node).ifPresent(x -> pattern.replace(node, x, all));
            }
        }
        return all;
    }

    private boolean isToSix(NodeProto clip) {
        return clip.getInputCount() == 3
                ? pieces.isNumber(clip.getInput(1), 0) && pieces.isNumber(clip.getInput(2), SIZE)
                : clip.getInputCount() == 1 && attribute(clip, "min") == 0 && attribute(clip, "max") == SIZE;
    }

    private static double attribute(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(a -> a.getName().equals(name))
                .mapToDouble(AttributeProto::getF)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** x of x + 3. */
    private Optional<String> shifted(NodeProto clip) {
        return pieces.giver(clip.getInput(0), "Add", 2).flatMap(sum -> sum.getInputList().stream()
                .filter(x -> Pieces.other(sum, x)
                        .filter(number -> pieces.isNumber(number, SHIFT))
                        .isPresent())
                .findFirst());
    }

    private void replace(NodeProto clip, String x, List<NodeProto> all) {
        Optional<NodeProto> sixth = sixth(clip);
        Optional<NodeProto> whole = sixth.isPresent()
                ? sixth.flatMap(node -> product(node, x))
                : product(clip, x).flatMap(this::sixth);
        whole.ifPresentOrElse(
                last -> put(last, "HardSwish", x, List.of(), all),
                () -> sixth.ifPresent(last -> put(last, "HardSigmoid", x, SIGMOID, all)));
    }

    private void put(NodeProto last, String operator, String x, List<AttributeProto> attributes, List<NodeProto> all) {
        NodeProto whole = last.toBuilder()
                .setOpType(operator)
                .clearInput()
                .clearAttribute()
                .addInput(x)
                .addAllAttribute(attributes)
                .build();
        all.set(pieces.place(last.getOutput(0)), whole);
    }

    /** The only reader, if it multiplies with x. */
    private Optional<NodeProto> product(NodeProto node, String x) {
        return pieces.reader(node, "Mul")
                .filter(mul ->
                        Pieces.other(mul, node.getOutput(0)).filter(x::equals).isPresent());
    }

    /** The only reader, if it divides by 6. */
    private Optional<NodeProto> sixth(NodeProto node) {
        Optional<NodeProto> divided = pieces.reader(node, "Div")
                .filter(div -> div.getInput(0).equals(node.getOutput(0)) && pieces.isNumber(div.getInput(1), SIZE));
        return divided.or(() -> pieces.reader(node, "Mul").filter(mul -> Pieces.other(mul, node.getOutput(0))
                .filter(number -> pieces.isNumber(number, 1 / SIZE))
                .isPresent()));
    }
}
