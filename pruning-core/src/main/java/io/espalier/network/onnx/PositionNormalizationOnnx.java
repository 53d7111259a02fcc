package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.network.onnx.View.Dim;
import io.espalier.network.op.Op;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.PositionNormalization;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** ONNX's layer normalization over the last axis of a sequence, its positions. */
final class PositionNormalizationOnnx implements OnnxOperator<PositionNormalization> {
    @Override
    public String name() {
        return "LayerNormalization";
    }

    @Override
    public AttributeProto[] attributes(PositionNormalization op) {
        return new AttributeProto[] {Attributes.integer("axis", -1), Attributes.number("epsilon", op.epsilon())};
    }

    @Override
    public void read(OnnxNode node) {
        LayerNormalizationOnnx.norm(node);
    }

    /** Whether an axis counts the positions of a sequence. */
    static boolean isOver(Value x, int axis) {
        int width = x.shape().width();
        return x.shape().height() == 1 && width > 1 && x.view().isWhole(axis, Dim.WIDTH, width);
    }

    static void become(OnnxNode node, Value x, Optional<Constant> scale, Optional<Constant> shift, double epsilon) {
        int positions = x.shape().width();
        Map<Role, float[]> numbers = Map.of(Role.SCALE, numbers(scale, x, 1), Role.SHIFT, numbers(shift, x, 0));
        node.give(node.add(new PositionNormalization(positions, epsilon), numbers, x.layout(), x)
                .as(x.view()));
    }

    private static float[] numbers(Optional<Constant> constant, Value x, double otherwise) {
        return ofPositions(new Broadcast(constant.orElseGet(() -> Constant.of(otherwise)), x));
    }

    private static float[] ofPositions(Broadcast constant) {
        return constant.ofPositions()
                .orElseThrow(() -> new UnreadableException(
                        "its constants differ between channels (must have one number for each position)"));
    }

    /** Adds a constant to what the norm before gives, if there is one that nothing else reads. */
    static boolean add(OnnxNode node, Value value, int input, Broadcast constant) {
        Assembly.Part part = node.part(value);
        Optional<float[]> more = constant.ofPositions();
        boolean isNorm = part.node().op().kind() == Op.Kind.POSITIONWISE;
        if (!isNorm || more.isEmpty() || !node.isOnlyReader(input)) {
            return false;
        }
        Map<Role, float[]> numbers = new HashMap<>(part.numbers());
        numbers.computeIfPresent(Role.SHIFT, (role, own) -> sum(own, more.get()));
        node.change(value, part.node().op(), numbers);
        return true;
    }

    private static float[] sum(float[] left, float[] right) {
        float[] sum = new float[left.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = left[i] + right[i];
        }
        return sum;
    }
}
