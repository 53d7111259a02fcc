package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.espalier.network.Node;
import io.espalier.network.op.Op;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node of a file while it is read: what it says, what it reads, and what it becomes. */
final class OnnxNode {
    private static final int LARGEST = 1 << 20;

    private final NodeProto proto;
    private final Tensors tensors;

    OnnxNode(NodeProto proto, Tensors tensors) {
        this.proto = proto;
        this.tensors = tensors;
    }

    String operator() {
        return proto.getOpType();
    }

    /** Counts numbers that are not in the file. */
    void grow(long numbers) {
        tensors.grow(numbers);
    }

    int operatorSet() {
        return tensors.operatorSet();
    }

    /** What a constant says of sizes, those of the batch 1, for a constant is the same for every example. */
    int[] withoutBatch(Constant sizes) {
        return Arrays.stream(sizes.values())
                .mapToInt(size -> size == tensors.batch() ? 1 : size("a size", (long) size))
                .toArray();
    }

    private @Nullable AttributeProto attribute(String name) {
        return proto.getAttributeList().stream()
                .filter(a -> a.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    boolean has(String attribute) {
        return attribute(attribute) != null;
    }

    long integer(String name, long other) {
        AttributeProto attribute = attribute(name);
        return attribute == null ? other : attribute.getI();
    }

    double number(String name, double other) {
        AttributeProto attribute = attribute(name);
        return attribute == null ? other : attribute.getF();
    }

    String text(String name, String other) {
        AttributeProto attribute = attribute(name);
        return attribute == null ? other : attribute.getS().toStringUtf8();
    }

    Optional<Constant> tensor(String name) {
        return Optional.ofNullable(attribute(name)).map(a -> TensorReader.read(a.getT()));
    }

    /** Whole numbers, none of them large. */
    int[] sizes(String name, int... others) {
        AttributeProto attribute = attribute(name);
        return attribute == null
                ? others
                : attribute.getIntsList().stream().mapToInt(i -> size(name, i)).toArray();
    }

    /** Whole numbers of any size. */
    long[] longs(String name) {
        AttributeProto attribute = attribute(name);
        return attribute == null
                ? new long[0]
                : attribute.getIntsList().stream().mapToLong(i -> i).toArray();
    }

    /** A whole number that is not large. */
    int size(String name, long value) {
        if (Math.abs(value) > LARGEST) {
            throw new UnreadableException(name + " is " + value + " (must be at most 2^20)");
        }
        return (int) value;
    }

    /** Refuses an attribute of any other value than this. */
    void requireInteger(String name, long only) {
        long value = integer(name, only);
        if (value != only) {
            throw new UnreadableException(name + " is " + value + " (must be " + only + ")");
        }
    }

    /** Axes, which an attribute held before an operator set and an input does since; none where neither is there. */
    int[] axes(int sinceInput) {
        if (operatorSet() < sinceInput) {
            return sizes("axes");
        }
        return isGiven(1) ? constant(1).integers() : new int[0];
    }

    int inputs() {
        return proto.getInputCount();
    }

    boolean isGiven(int input) {
        return input < proto.getInputCount() && !proto.getInput(input).isEmpty();
    }

    boolean isConstant(int input) {
        return isGiven(input) && tensors.constant(proto.getInput(input)).isPresent();
    }

    /** A constant input, of which there must be one. */
    Constant constant(int input) {
        return find(input)
                .orElseThrow(() -> new UnreadableException(
                        isGiven(input)
                                ? "input " + input + " depends on the example (must be constant)"
                                : "input " + input + " is missing"));
    }

    /** A constant input; empty where there is none. */
    Optional<Constant> find(int input) {
        return isGiven(input) ? tensors.constant(proto.getInput(input)) : Optional.empty();
    }

    /** An input that depends on the example. */
    Value value(int input) {
        Viewed viewed = viewed(input);
        if (viewed instanceof Value value) {
            return value;
        }
        throw new UnreadableException(
                term(input).isPresent()
                        ? "it reads a piece of a norm or softmax"
                        : "it reads products of queries and keys (must be a part of an attention)");
    }

    /** An input that depends on the example, products of queries and keys among them. */
    Viewed viewed(int input) {
        if (!isGiven(input)) {
            throw new UnreadableException("input " + input + " is missing");
        }
        return tensors.value(proto.getInput(input))
                .orElseThrow(() -> new UnreadableException("input " + input + " is constant"));
    }

    private Optional<Viewed> given(int input) {
        return isGiven(input) ? tensors.value(proto.getInput(input)) : Optional.empty();
    }

    /** An input that is products of queries and keys. */
    Optional<AttentionScores> scores(int input) {
        return given(input).filter(AttentionScores.class::isInstance).map(AttentionScores.class::cast);
    }

    /** An input that is a piece of a norm or softmax. */
    Optional<Term> term(int input) {
        return given(input).filter(Term.class::isInstance).map(Term.class::cast);
    }

    /** An input of batch, channels and positions. */
    Value image(int input) {
        Value value = value(input);
        if (!value.isImage() || !value.hasChannelsSecond()) {
            throw new UnreadableException("it reads " + value.shape() + " without height and width after the channels");
        }
        return value;
    }

    Shape shape() {
        return value(0).shape();
    }

    /** Whether nothing else reads what the first input's node gives. */
    boolean isOnlyReader(int input) {
        return isGiven(input) && tensors.readers(proto.getInput(input)) == 1;
    }

    /** Whether it gives the last tensor of the graph. */
    boolean isLast() {
        return tensors.isLast(proto.getOutput(0));
    }

    /** Becomes an operator without numbers that changes no shape, laid out as its input. */
    void become(Op op, Value x) {
        give(add(op, Map.of(), x.layout(), x).as(x.view()));
    }

    /** Adds an operator's node, which the engine lays out in this way; gives what it gives in the engine's own order. */
    Value add(Op op, Map<Role, float[]> numbers, Value.Layout layout, Value... inputs) {
        String name = tensors.name(Names.candidates(proto), proto.getOpType());
        Node node = new Node(name, op, Arrays.stream(inputs).map(Value::node).toList());
        Shape shape = tensors.assembly().put(node, numbers);
        return new Value(name, shape, layout, View.image(tensors.batch(), shape));
    }

    /** The part that an earlier node became. */
    Assembly.Part part(Value value) {
        return tensors.assembly().part(value.node());
    }

    /** Becomes a change of the node that gives its input; nothing else may read that. */
    void change(Value value, Op op, Map<Role, float[]> numbers) {
        Node old = part(value).node();
        Node node = new Node(old.name(), op, old.inputs());
        tensors.assembly().put(node, numbers);
        give(value);
    }

    /** Gives what it reads. */
    void give(Viewed value) {
        give(0, value);
    }

    void give(int output, Viewed value) {
        tensors.put(proto.getOutput(output), value);
    }

    /** Gives the same for every example. */
    void give(Constant constant) {
        give(0, constant);
    }

    void give(int output, Constant constant) {
        tensors.put(proto.getOutput(output), constant);
    }

    /** Outputs, whether read or not. */
    int allOutputs() {
        return proto.getOutputCount();
    }

    boolean isRead(int output) {
        return output < proto.getOutputCount() && tensors.readers(proto.getOutput(output)) > 0;
    }

    /** Outputs that something reads. */
    int outputs() {
        List<String> outputs = proto.getOutputList();
        return (int) outputs.stream().filter(o -> tensors.readers(o) > 0).count();
    }
}
