package io.espalier.network.onnx;

import io.espalier.network.Node;
import io.espalier.network.op.Add;
import io.espalier.network.op.Mul;
import io.espalier.network.op.Op;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.Scale;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Sums and products: of two activations an operator, with a constant a part of the layer before. */
final class Arithmetic {
    /** What is done to each number of a channel: scale x + shift. */
    private record Affine(
            @SuppressWarnings("ArrayRecordComponent") double[] scale,
            @SuppressWarnings("ArrayRecordComponent") double[] shift) {
        boolean isIdentity() {
            return Arrays.stream(scale).allMatch(s -> s == 1) && shifts() == 0;
        }

        /** Whether it multiplies all channels by one number. */
        boolean isFactor() {
            return shifts() == 0 && Arrays.stream(scale).allMatch(s -> s == scale[0]);
        }

        long shifts() {
            return Arrays.stream(shift).filter(s -> s != 0).count();
        }

        static Affine of(OnnxNode node, double[] constant, boolean constantFirst) {
            double[] scale = new double[constant.length];
            double[] shift = new double[constant.length];
            for (int c = 0; c < constant.length; c++) {
                scale[c] = switch (node.operator()) {
                    case "Mul" -> constant[c];
                    case "Div" -> 1 / constant[c];
                    case "Sub" -> constantFirst ? -1 : 1;
                    default -> 1;
                };
                shift[c] = switch (node.operator()) {
                    case "Add" -> constant[c];
                    case "Sub" -> constantFirst ? constant[c] : -constant[c];
                    default -> 0;
                };
            }
            return new Affine(scale, shift);
        }
    }

    private Arithmetic() {}

    static void read(OnnxNode node) {
        if (Terms.isArithmetic(node)) {
            Terms.arithmetic(node);
            return;
        }
        boolean constantFirst = node.isConstant(0);
        Viewed x = node.viewed(constantFirst ? 1 : 0);
        if (x instanceof AttentionScores scores) {
            AttentionOnnx.apply(node, scores, node.constant(constantFirst ? 0 : 1));
        } else if (constantFirst || node.isConstant(1)) {
            readConstant(node, constantFirst);
        } else if (node.operator().equals("Add")) {
            add(node, node.value(0), node.value(1));
        } else if (node.operator().equals("Mul")) {
            multiply(node, node.value(0), node.value(1));
        } else {
            throw new UnreadableException("it reads two activations (must be one and a constant)");
        }
    }

    private static void add(OnnxNode node, Value left, Value right) {
        if (!left.view().equals(right.view()) || !left.shape().equals(right.shape())) {
            throw new UnreadableException("it adds " + right.described() + " to " + left.described()
                    + " (must be laid out alike and have the same shape)");
        }
        node.give(node.add(new Add(), Map.of(), Value.wider(left, right).layout(), left, right)
                .as(left.view()));
    }

    /** The gate comes second, of one number for each channel where the signal is an image. */
    private static void multiply(OnnxNode node, Value left, Value right) {
        boolean leftIsGate = left.shape().positions() < right.shape().positions();
        Value signal = leftIsGate ? right : left;
        Value gate = leftIsGate ? left : right;
        if (!isGate(gate, signal)) {
            throw new UnreadableException("it multiplies " + left.described() + " by " + right.described());
        }
        node.give(node.add(new Mul(), Map.of(), Value.wider(signal, gate).layout(), signal, gate)
                .as(signal.view()));
    }

    /** Whether one has all axes of the other, or no more than one number along an axis of positions. */
    private static boolean isGate(Value gate, Value signal) {
        if (gate.view().rank() != signal.view().rank()
                || gate.shape().channels() != signal.shape().channels()) {
            return false;
        }
        boolean same = gate.shape().equals(signal.shape());
        return IntStream.range(0, gate.view().rank())
                .allMatch(axis ->
                        gate.view().axes().get(axis).equals(signal.view().axes().get(axis))
                                || (!same
                                        && gate.shape().positions() == 1
                                        && gate.view().size(axis) == 1
                                        && signal.view().axes().get(axis).stream()
                                                .allMatch(f -> f.dim().isPosition())));
    }

    private static void readConstant(OnnxNode node, boolean constantFirst) {
        Value value = node.value(constantFirst ? 1 : 0);
        if (constantFirst && node.operator().equals("Div")) {
            throw new UnreadableException("it divides a constant by an activation");
        }
        Broadcast constant = new Broadcast(node.constant(constantFirst ? 0 : 1), value);
        if (!constant.isOfChannels()) {
            PositionEmbeddingOnnx.add(node, value, constantFirst ? 1 : 0, constant);
            return;
        }
        Affine affine = Affine.of(node, constant.ofChannels(), constantFirst);
        if (affine.isIdentity()) {
            node.give(value);
        } else {
            change(node, value, constantFirst ? 1 : 0, affine);
        }
    }

    /** Whether it is what a layer gives to this node alone, so that the layer can take the constant in. */
    private static boolean isOfLayer(OnnxNode node, Value value, int input) {
        if (value.node().equals(Node.INPUT) || !node.isOnlyReader(input)) {
            return false;
        }
        Assembly.Part part = node.part(value);
        return part.node().op().kind() == Op.Kind.NORMALIZATION
                || part.node().op().isLinear();
    }

    private static void change(OnnxNode node, Value value, int input, Affine affine) {
        if (affine.isFactor() && !isOfLayer(node, value, input)) {
            node.become(new Scale(affine.scale()[0]), value);
            return;
        }
        Assembly.Part part = node.part(value);
        boolean norm = part.node().op().kind() == Op.Kind.NORMALIZATION;
        Role weight = norm ? Role.SCALE : Role.WEIGHT;
        if (!isOfLayer(node, value, input)) {
            throw new UnreadableException(
                    "it applies a constant to a value that is not the output of a single layer used only here");
        }
        Op op = affine.shifts() > 0 ? part.node().op().withBias() : part.node().op();
        Map<Role, float[]> numbers = new HashMap<>(part.numbers());
        numbers.computeIfPresent(weight, (role, own) -> scaled(role, own, affine, op));
        Role bias = norm ? Role.SHIFT : Role.BIAS;
        if (affine.shifts() > 0) {
            numbers.putIfAbsent(bias, new float[affine.shift().length]);
        }
        numbers.computeIfPresent(bias, (role, own) -> moved(scaled(role, own, affine, op), affine));
        node.change(value, op, numbers);
    }

    /** The numbers of a role, each times its unit's factor. */
    private static float[] scaled(Role role, float[] numbers, Affine affine, Op op) {
        Parameter parameter = new Node("layer", op, List.of()).parameter(role).orElseThrow();
        Parameter.Units units = parameter.unitIndex();
        float[] scaled = new float[numbers.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (affine.scale()[units.unit(i)] * numbers[i]);
        }
        return scaled;
    }

    private static float[] moved(float[] numbers, Affine affine) {
        float[] moved = new float[numbers.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (float) (numbers[i] + affine.shift()[i]);
        }
        return moved;
    }
}
