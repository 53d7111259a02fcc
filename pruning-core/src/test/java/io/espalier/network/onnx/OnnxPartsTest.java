package io.espalier.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.AttributeProto;
import com.google.protobuf.ByteString;
import io.espalier.binding.ConfigException;
import io.espalier.network.Layout;
import io.espalier.network.Node;
import io.espalier.network.op.Attention;
import io.espalier.network.op.Attention.Head;
import io.espalier.network.op.Attention.Shift;
import io.espalier.network.op.Attention.Windows;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gather;
import io.espalier.network.op.Gelu;
import io.espalier.network.op.GlobalAveragePool;
import io.espalier.network.op.LayerNormalization;
import io.espalier.network.op.Op;
import io.espalier.network.op.PRelu;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.Scale;
import io.espalier.network.op.Slice;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators that a file has in parts. */
class OnnxPartsTest {
    private final TestGraph graph = new TestGraph();

    private List<Op> operators() {
        return OnnxReader.read(graph.file(), "model.onnx").network().nodes().stream()
                .map(Node::op)
                .toList();
    }

    private List<String> problems() {
        ConfigException e =
                catchThrowableOfType(() -> OnnxReader.read(graph.file(), "model.onnx"), ConfigException.class);
        assertThat(e).isNotNull();
        return e.problems();
    }

    private void pooledClasses(String tensor) {
        graph.node("GlobalAveragePool", tensor, "mean")
                .node("Flatten", "mean", "flat")
                .classes("flat");
    }

    @Test
    void findsAGelu() {
        graph.input(0, 2)
                .floats("root", List.of(), (float) Math.sqrt(2))
                .floats("one", List.of(), 1)
                .floats("half", List.of(), 0.5f)
                .node("Div", "x root", "scaled")
                .node("Erf", "scaled", "erf")
                .node("Add", "one erf", "sum")
                .node("Mul", "x sum", "product")
                .node("Mul", "half product", "gelu")
                .classes("gelu");
        assertThat(operators()).first().isEqualTo(new Gelu());
    }

    @Test
    void refusesAnErfThatIsNoGelu() {
        graph.input(0, 2).node("Erf", "x", "erf").classes("erf");
        assertThat(problems()).containsExactly("Cannot read erf (Erf): unsupported operator");
    }

    /** As PyTorch wrote it before operator set 17, and as others write its parts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pow Sqrt Div",
                "Mul Sqrt Div",
                "Mul Sqrt Reciprocal",
                "Pow Sqrt Inverse",
                "Pow Pow Div",
                "Mul Pow"
            })
    void findsALayerNormalization(String parts) {
        deviations(parts.split(" ")[0]);
        switch (parts.substring(4)) {
            case "Sqrt Div" -> graph.node("Sqrt", "sum", "root").node("Div", "d root", "n");
            case "Sqrt Reciprocal" ->
                graph.node("Sqrt", "sum", "root")
                        .node("Reciprocal", "root", "inverse")
                        .node("Mul", "inverse d", "n");
            case "Sqrt Inverse" ->
                graph.floats("one", List.of(), 1)
                        .node("Sqrt", "sum", "root")
                        .node("Div", "one root", "inverse")
                        .node("Mul", "d inverse", "n");
            case "Pow Div" ->
                graph.floats("half", List.of(), 0.5f)
                        .node("Pow", "sum half", "root")
                        .node("Div", "d root", "n");
            default ->
                graph.floats("half", List.of(), -0.5f)
                        .node("Pow", "sum half", "inverse")
                        .node("Mul", "d inverse", "n");
        }
        graph.floats("scale", List.of(2), 3, 4)
                .floats("shift", List.of(2), 5, 6)
                .node("Mul", "scale n", "scaled")
                .node("Add", "scaled shift", "norm")
                .classes("norm");

        ImportedNetwork read = OnnxReader.read(graph.file(), "model.onnx");

        Node norm = read.network().nodes().get(0);
        assertThat(norm.op()).isEqualTo(new LayerNormalization(2, 1e-3));
        assertThat(numbers(read, norm, Role.SCALE)).containsExactly(3, 4);
        assertThat(numbers(read, norm, Role.SHIFT)).containsExactly(5, 6);
    }

    private static float[] numbers(ImportedNetwork read, Node node, Role role) {
        Layout.Slot slot = read.network().layout().slot(node, role);
        return Arrays.copyOfRange(read.weights(), slot.offset(), slot.end());
    }

    private void deviations(String square) {
        graph.input(0, 2)
                .floats("two", List.of(), 2)
                .floats("epsilon", List.of(), 1e-3f)
                .node("ReduceMean", "x", "mean", Attributes.integers("axes", -1))
                .node("Sub", "x mean", "d")
                .node(square, square.equals("Pow") ? "d two" : "d d", "squares")
                .node("ReduceMean", "squares", "variance", Attributes.integers("axes", -1))
                .node("Add", "variance epsilon", "sum");
    }

    @Test
    void findsALayerNormalizationWithoutNumbers() {
        deviations("Pow");
        graph.node("Sqrt", "sum", "root").node("Div", "d root", "n").classes("n");

        ImportedNetwork read = OnnxReader.read(graph.file(), "model.onnx");

        Node norm = read.network().nodes().get(0);
        assertThat(norm.op()).isEqualTo(new LayerNormalization(2, 1e-3));
        assertThat(numbers(read, norm, Role.SCALE)).containsExactly(1, 1);
    }

    /** Squares of something else than what is divided. */
    @Test
    void refusesWhatIsNoLayerNormalization() {
        graph.input(0, 2)
                .floats("epsilon", List.of(), 1e-3f)
                .node("ReduceMean", "x", "mean", Attributes.integers("axes", -1))
                .node("Sub", "x mean", "d")
                .node("Mul", "x x", "squares")
                .node("ReduceMean", "squares", "variance", Attributes.integers("axes", -1))
                .node("Add", "variance epsilon", "sum")
                .node("Sqrt", "sum", "root")
                .node("Div", "d root", "n")
                .classes("n");
        assertThat(problems()).anyMatch(problem -> problem.startsWith("Cannot read mean (ReduceMean): "));
    }

    @Test
    void readsSlopesOfChannels() {
        graph.input(0, 2, 3, 3).floats("slopes", List.of(2, 1, 1), 0.25f, -1).node("PRelu", "x slopes", "relu");
        pooledClasses("relu");

        ImportedNetwork read = OnnxReader.read(graph.file(), "model.onnx");

        Node relu = read.network().nodes().get(0);
        assertThat(relu.op()).isEqualTo(new PRelu(2));
        assertThat(numbers(read, relu, Role.SCALE)).containsExactly(0.25f, -1);
    }

    private static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    /** All reasons at once. */
    @Test
    void refusesALayerInBothDirections() {
        graph.input(0, 2, 5)
                .node("Transpose", "x", "steps", Attributes.integers("perm", 2, 0, 1))
                .floats("w", List.of(2, 12, 2), new float[48])
                .floats("r", List.of(2, 12, 3), new float[72])
                .node(
                        "LSTM",
                        "steps w r",
                        "states",
                        text("direction", "bidirectional"),
                        Attributes.number("clip", 1),
                        Attributes.integer("hidden_size", 3))
                .node("Flatten", "states", "flat")
                .classes("flat");
        assertThat(problems())
                .containsExactly(
                        "Cannot read states (LSTM): direction is bidirectional (must be forward); it has a clip");
    }

    @Test
    void findsAShuffleOfChannels() {
        graph.input(0, 4, 3, 3)
                .integers("split", 0, 2, 2, 3, 3)
                .integers("whole", -1, 4, 3, 3)
                .node("Reshape", "x split", "groups")
                .node("Transpose", "groups", "turned", Attributes.integers("perm", 0, 2, 1, 3, 4))
                .node("Reshape", "turned whole", "shuffled")
                .floats("w", List.of(2, 4, 1, 1), new float[8])
                .node("Conv", "shuffled w", "conv");
        pooledClasses("conv");
        assertThat(operators()).first().isEqualTo(new Gather(4, List.of(0, 2, 1, 3)));
    }

    @Test
    void takesPartsOfChannelsAndPositions() {
        graph.input(0, 4, 3, 5)
                .integers("parts", 2, 2)
                .node("Split", "x parts", "left", Attributes.integer("axis", 1))
                .integers("start", 1)
                .integers("end", 1 << 30)
                .integers("last", -1)
                .integers("step", 2)
                .node("Slice", "left start end last step", "columns");
        pooledClasses("columns");
        assertThat(operators())
                .startsWith(
                        new Gather(4, List.of(0, 1)),
                        new Slice(Slice.Range.all(3), new Slice.Range(1, 2, 2)),
                        new GlobalAveragePool());
    }

    /** Rows of 2 by 3 positions with 4 channels, in windows of 1 by 3. */
    private void attention(float... mask) {
        graph.input(0, 4, 2, 3)
                .integers("heads", 0, 2, 2, 2, 3)
                .floats("scale", List.of(), 0.5f)
                .floats("mask", List.of(2, 1, 3, 3), mask)
                .integers("whole", 0, 4, 2, 3)
                .node("Reshape", "x heads", "split")
                .node("Transpose", "split", "q", Attributes.integers("perm", 0, 3, 1, 4, 2))
                .node("Transpose", "split", "k", Attributes.integers("perm", 0, 3, 1, 2, 4))
                .node("MatMul", "q k", "products")
                .node("Mul", "products scale", "scores")
                .node("Add", "scores mask", "masked")
                .node("Softmax", "masked", "weights", Attributes.integer("axis", -1))
                .node("MatMul", "weights q", "sums")
                .node("Transpose", "sums", "turned", Attributes.integers("perm", 0, 2, 4, 1, 3))
                .node("Reshape", "turned whole", "attended")
                .floats("w", List.of(2, 4, 1, 1), new float[8])
                .node("Conv", "attended w", "conv");
        pooledClasses("conv");
    }

    private static Attention inRows(Bias bias, Shift shift) {
        Head head = new Head(2, 2);
        return new Attention(List.of(head, head), 0.5, new Windows(1, 3, 2, 1), bias, shift);
    }

    @Test
    void findsAnAttentionInWindows() {
        attention(new float[18]);
        assertThat(operators()).first().isEqualTo(inRows(Bias.ABSENT, Shift.NONE));
    }

    @Test
    void findsTheMaskOfAShift() {
        float far = -100;
        attention(0, 0, far, 0, 0, far, far, far, 0, 0, 0, far, 0, 0, far, far, far, 0);
        assertThat(operators()).first().isEqualTo(inRows(Bias.ABSENT, new Shift(0, 1, far)));
    }

    @Test
    void refusesAnyOtherMask() {
        attention(1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(problems()).singleElement().asString().contains("no mask of a cyclic shift");
    }

    @Test
    void multipliesTheInputByANumber() {
        graph.input(0, 2, 2, 1)
                .floats("factor", List.of(), 0.5f)
                .node("Mul", "x factor", "scaled")
                .node("Flatten", "scaled", "flat")
                .floats("fc.weight", List.of(2, 4), new float[8])
                .node("Gemm", "flat fc.weight", "logits", Attributes.integer("transB", 1))
                .output("logits");
        assertThat(operators()).startsWith(new Scale(0.5), new Flatten());
    }

    @Test
    void refusesConstantsThatGrow() {
        graph.input(0, 2)
                .integers("dims", 1 << 12, 1 << 12, 2)
                .node("ConstantOfShape", "dims", "huge")
                .node("MatMul", "x huge", "logits")
                .output("logits");
        assertThat(problems()).singleElement().asString().contains("must be at most 16777216 numbers");
    }
}
