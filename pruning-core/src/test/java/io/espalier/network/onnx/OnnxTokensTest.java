package io.espalier.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.espalier.binding.ConfigException;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gelu;
import io.espalier.network.op.Gelu.Approximation;
import io.espalier.network.op.LayerNormalization;
import io.espalier.network.op.MaxPool;
import io.espalier.network.op.OneHot;
import io.espalier.network.op.Op;
import io.espalier.network.op.PositionNormalization;
import io.espalier.network.op.Shape;
import io.espalier.network.op.SpaceToDepth;
import io.espalier.network.op.Window;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Networks of tokens, and the pieces that TensorFlow and JAX write beside them. */
class OnnxTokensTest {
    private final TestGraph graph = new TestGraph();

    private ImportedNetwork read() {
        return OnnxReader.read(graph.file(), "model.onnx");
    }

    private List<Op> operators() {
        return read().network().nodes().stream().map(Node::op).toList();
    }

    /** Four tokens of 0..2, each a row of two numbers; as batch, places and channels. */
    private TestGraph embedded() {
        return graph.input(DataType.INT32, 0, 4)
                .floats("table", List.of(3, 2), 1, 2, 3, 4, 5, 6)
                .node("Gather", "table x", "rows");
    }

    private void pooled(String tensor) {
        graph.node("Transpose", tensor, "first", Attributes.integers("perm", 0, 2, 1))
                .node("GlobalMaxPool", "first", "largest")
                .node("Flatten", "largest", "flat")
                .classes("flat");
    }

    @Test
    void rowsOfAConstantAreAnEmbedding() {
        embedded();
        pooled("rows");

        Network network = read().network();

        assertThat(network.input()).isEqualTo(Shape.vector(4));
        assertThat(network.tokens()).hasValue(3);
        assertThat(operators())
                .startsWith(
                        new OneHot(3),
                        new Conv(3, 2, 1, 1, 0, 1, Conv.Bias.ABSENT),
                        new MaxPool(new Window(new Window.Side(1, 1, 1, 0, 0), new Window.Side(4, 1, 1, 0, 0))),
                        new Flatten());
        assertThat(Arrays.copyOf(read().weights(), 6)).containsExactly(1, 3, 5, 2, 4, 6);
    }

    @Test
    void comparesTokensWithAllThatThereAre() {
        graph.input(DataType.INT64, 0, 4)
                .integers("axes", 2)
                .floats("known", List.of(1, 1, 3), 0, 1, 2)
                .floats("table", List.of(3, 2), 1, 2, 3, 4, 5, 6)
                .node("Unsqueeze", "x axes", "column")
                .node("Equal", "column known", "equal")
                .node("Cast", "equal", "ones", Attributes.integer("to", 1))
                .node("MatMul", "ones table", "rows");
        pooled("rows");

        assertThat(operators()).startsWith(new OneHot(3), new Conv(3, 2, 1, 1, 0, 1, Conv.Bias.ABSENT));
    }

    @Test
    void refusesIntegersThatAreNoTokens() {
        graph.input(DataType.INT32, 0, 2).classes("x");
        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("its input holds integers that are not read as tokens (must be FLOAT)");
    }

    @Test
    void refusesOtherTypesOfInput() {
        graph.input(DataType.STRING, 0, 2).classes("x");
        assertThatThrownBy(this::read)
                .hasMessageContaining("holds STRING (must be FLOAT, or INT32 or INT64 for tokens)");
    }

    @Test
    void refusesToCompareWithOtherNumbers() {
        graph.input(DataType.INT64, 0, 4)
                .integers("axes", 2)
                .floats("known", List.of(1, 1, 2), 1, 2)
                .node("Unsqueeze", "x axes", "column")
                .node("Equal", "column known", "equal")
                .classes("equal");
        assertThatThrownBy(this::read)
                .hasMessageContaining("it compares an activation with constants other than 0, 1, 2 and so on");
    }

    @Test
    void positionsThatAReshapePutsToChannelsAreBlocks() {
        embedded()
                .integers("sizes", -1, 2, 4)
                .floats("wide", List.of(2, 4), 1, 2, 3, 4, 5, 6, 7, 8)
                .node("Reshape", "rows sizes", "blocks")
                .node("Transpose", "blocks", "first", Attributes.integers("perm", 0, 2, 1))
                .node("GlobalMaxPool", "first", "largest")
                .node("Flatten", "largest", "flat")
                .node("Gemm", "flat wide", "logits", Attributes.integer("transB", 1))
                .output("logits");

        assertThat(operators()).contains(new SpaceToDepth(new Shape(2, 1, 4), 1, 2));
    }

    @Test
    void findsAGeluByTanh() {
        graph.input(0, 2)
                .floats("cube", List.of(), 0.044715f)
                .floats("slope", List.of(), 0.7978846f)
                .floats("one", List.of(1, 1), 1)
                .floats("half", List.of(), 0.5f)
                .node("Mul", "cube x", "a")
                .node("Mul", "x a", "b")
                .node("Mul", "x b", "c")
                .node("Add", "x c", "d")
                .node("Mul", "slope d", "e")
                .node("Tanh", "e", "f")
                .node("Add", "one f", "g")
                .node("Mul", "half g", "h")
                .node("Mul", "x h", "gelu")
                .classes("gelu");
        assertThat(operators()).first().isEqualTo(new Gelu(Approximation.TANH));
    }

    @Test
    void findsNoGeluInATanhOfAnotherCube() {
        graph.input(0, 2)
                .floats("cube", List.of(), 0.05f)
                .floats("slope", List.of(), 0.7978846f)
                .node("Mul", "cube x", "a")
                .node("Mul", "x a", "b")
                .node("Mul", "x b", "c")
                .node("Add", "x c", "d")
                .node("Mul", "slope d", "e")
                .node("Tanh", "e", "gelu")
                .classes("gelu");
        assertThat(operators()).doesNotContain(new Gelu(Approximation.TANH));
    }

    /** Sixty squares, each of the one before, are more products than can be taken apart. */
    @Test
    @Timeout(20)
    void looksNoDeeperThanACube() {
        graph.input(0, 2).floats("slope", List.of(), 0.7978846f).node("Mul", "x x", "square0");
        for (int i = 1; i < 60; i++) {
            graph.node("Mul", "square" + (i - 1) + " square" + (i - 1), "square" + i);
        }
        graph.node("Add", "x square59", "sum")
                .node("Mul", "slope sum", "steep")
                .node("Tanh", "steep", "tanh")
                .classes("tanh");
        assertThat(operators()).hasSize(64);
    }

    /** The variance as the mean of squares without the square of the mean. */
    private void normalized(String tensor, int axis, int length) {
        graph.integers("axis", axis)
                .floats("share", List.of(), 1f / length)
                .floats("zero", List.of(), 0)
                .floats("epsilon", List.of(), 1e-6f)
                .node("ReduceSum", tensor + " axis", "sum", Attributes.integer("keepdims", 1))
                .node("Mul", tensor + " " + tensor, "square")
                .node("ReduceSum", "square axis", "sums", Attributes.integer("keepdims", 1))
                .node("Mul", "sum share", "mean")
                .node("Mul", "sums share", "squares")
                .node("Mul", "mean mean", "squared")
                .node("Sub", "squares squared", "variance")
                .node("Max", "zero variance", "positive")
                .node("Add", "positive epsilon", "stable")
                .node("Sqrt", "stable", "root")
                .node("Reciprocal", "root", "inverse")
                .node("Mul", "inverse scale", "factor")
                .node("Sub", tensor + " mean", "difference")
                .node("Mul", "difference factor", "unit")
                .node("Add", "unit shift", "normal");
    }

    @Test
    void findsALayerNormalizationOfSums() {
        graph.input(0, 2).floats("scale", List.of(1, 2), 3, 4).floats("shift", List.of(1, 2), 5, 6);
        normalized("x", 1, 2);
        graph.classes("normal");

        ImportedNetwork read = read();

        assertThat(read.network().nodes().get(0).op()).isEqualTo(new LayerNormalization(2, 1e-6));
        assertThat(read.weights()).startsWith(3, 4).contains(5, 6);
    }

    @Test
    void findsOneAlongASequence() {
        embedded().floats("scale", List.of(1, 4, 1), 1, 2, 3, 4).floats("shift", List.of(1, 4, 1), 5, 6, 7, 8);
        normalized("rows", 1, 4);
        pooled("normal");

        assertThat(operators()).contains(new PositionNormalization(4, 1e-6));
        assertThat(read().weights()).contains(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void refusesASumWithAnotherShare() {
        graph.input(0, 2).floats("scale", List.of(1, 2), 3, 4).floats("shift", List.of(1, 2), 5, 6);
        normalized("x", 1, 1);
        graph.classes("normal");
        assertThatThrownBy(this::read)
                .hasMessageContaining("it applies Mul with a constant to the sum of an activation");
    }

    /** What a softmax over classes is made of is left out, as the softmax is. */
    @Test
    void findsASoftmaxInPieces() {
        graph.input(0, 2)
                .floats("weight", List.of(2, 2), 1, 2, 3, 4)
                .integers("axis", 1)
                .node("MatMul", "x weight", "logits")
                .node("ReduceMax", "logits", "largest", Attributes.integers("axes", 1))
                .node("Sub", "logits largest", "below")
                .node("Exp", "below", "powers")
                .node("ReduceSum", "powers axis", "total")
                .node("Div", "powers total", "chances")
                .output("chances");
        assertThat(operators()).hasSize(1);
    }
}
