package io.espalier.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.espalier.binding.ConfigException;
import io.espalier.network.Node;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Clip;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.GlobalAveragePool;
import io.espalier.network.op.Op;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxReaderTest {
    private final TestGraph graph = new TestGraph();

    private ImportedNetwork read() {
        return OnnxReader.read(graph.file(), "model.onnx");
    }

    private List<Op> operators() {
        return read().network().nodes().stream().map(Node::op).toList();
    }

    private List<String> problems() {
        ConfigException e = catchThrowableOfType(this::read, ConfigException.class);
        assertThat(e).isNotNull();
        return e.problems();
    }

    @Test
    void joinsAMatMulAndWhatIsAddedToIt() {
        graph.input(0, 2)
                .floats("w", List.of(2, 2), 1, 2, 3, 4)
                .floats("b", List.of(2), 5, 6)
                .node("MatMul", "x w", "product")
                .node("Add", "b product", "sum")
                .node("Mul", "sum two", "doubled")
                .floats("two", List.of(), 2)
                .node("Softmax", "doubled", "probabilities")
                .output("probabilities");

        ImportedNetwork read = read();

        assertThat(read.network().nodes()).containsExactly(new Node("product", new Gemm(2, 2), List.of("input")));
        assertThat(read.network().layout().slot("product.weight").byUnit(read.weights()))
                .isDeepEqualTo(new float[][] {{2, 6}, {4, 8}});
        assertThat(read.network().layout().slot("product.bias").byUnit(read.weights()))
                .isDeepEqualTo(new float[][] {{10}, {12}});
    }

    @Test
    void namesLayersByTheirWeights() {
        graph.input(0, 2).classes("x");
        assertThat(read().network().nodes()).extracting(Node::name).containsExactly("fc");
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 10, 11, 17, 25})
    void readsTheBoundsOfAClip(long version) {
        graph.operatorSet(version);
        graph.input(0, 2);
        if (version < 11) {
            graph.node("Clip", "x", "clipped", Attributes.number("min", 0), Attributes.number("max", 6));
        } else {
            graph.floats("min", List.of(), 0).floats("max", List.of(), 6).node("Clip", "x min max", "clipped");
        }
        graph.classes("clipped");
        assertThat(operators()).startsWith(new Clip(0, 6));
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 12, 13, 17, 18, 25})
    void readsMeansAndSqueezesByTheirAxes(long version) {
        graph.operatorSet(version);
        graph.input(0, 2, 4, 4).integers("axes", -1, -2);
        AttributeProto axes = Attributes.integers("axes", 2, 3);
        if (version < 18) {
            graph.node("ReduceMean", "x", "mean", axes);
        } else {
            graph.node("ReduceMean", "x axes", "mean");
        }
        if (version < 13) {
            graph.node("Squeeze", "mean", "flat", axes);
        } else {
            graph.node("Squeeze", "mean axes", "flat");
        }
        graph.classes("flat");
        assertThat(operators()).containsExactly(new GlobalAveragePool(), new Gemm(2, 2));
    }

    @Test
    void flattensByAShapeThatIsWorkedOut() {
        graph.input(0, 2, 1, 1)
                .floats("w", List.of(2, 2, 1, 1), 1, 2, 3, 4)
                .integers("zero", 0)
                .integers("rest", -1)
                .node("Shape", "x", "shape")
                .node("Gather", "shape zero", "batch")
                .node("Concat", "batch rest", "flat-shape", Attributes.integer("axis", 0))
                .node("Reshape", "x flat-shape", "flat")
                .node("Identity", "flat", "same")
                .node("Dropout", "same", "kept")
                .classes("kept");
        assertThat(operators()).containsExactly(new Gemm(2, 2));
    }

    @Test
    void keepsTheEpsilonOfANorm() {
        graph.input(0, 2)
                .floats("one", List.of(2), 1, 1)
                .floats("zero", List.of(2), 0, 0)
                .node("BatchNormalization", "x one zero zero one", "norm", Attributes.number("epsilon", 1e-3))
                .classes("norm");
        assertThat(operators()).startsWith(new BatchNormalization(2, 1, 1e-3));
    }

    @Test
    void gatesAnImageByAFullyConnectedLayer() {
        graph.input(0, 2, 2, 2)
                .floats("w", List.of(2, 2, 1, 1), 1, 2, 3, 4)
                .node("GlobalAveragePool", "x", "mean")
                .node("Conv", "mean w", "squeezed")
                .node("Sigmoid", "squeezed", "gate")
                .node("Mul", "gate x", "gated")
                .node("Flatten", "gated", "flat")
                .floats("fc.weight", List.of(2, 8), new float[16])
                .node("Gemm", "flat fc.weight", "logits", Attributes.integer("transB", 1))
                .output("logits");
        assertThat(operators()).contains(new Gemm(2, 2), new Flatten());
        assertThat(read().network().nodes().get(3).inputs()).containsExactly("input", "gate");
    }

    @Test
    void saysAllThatItCannotTake() {
        graph.input(0, 2)
                .node("Celu", "x", "first")
                .node("Relu", "x", "second", Attributes.integer("unknown", 3))
                .node("Einsum", "second", "third")
                .node("Add", "first third", "logits")
                .output("logits");
        assertThat(problems())
                .containsExactly(
                        "Cannot read first (Celu): unsupported operator",
                        "Cannot read third (Einsum): unsupported operator");
    }

    @Test
    void refusesWhatItWouldReadWrong() {
        graph.input(0, 2, 4, 4)
                .floats("w", List.of(2, 2, 1, 1), 1, 2, 3, 4)
                .node("Conv", "x w", "conv", Attributes.integers("kernel_shape", 3, 3))
                .node(
                        "AveragePool",
                        "x",
                        "pool",
                        Attributes.integers("kernel_shape", 3, 3),
                        Attributes.integers("pads", 1, 1, 1, 1))
                .node("Add", "conv pool", "sum")
                .node("GlobalAveragePool", "sum", "mean")
                .node("Flatten", "mean", "flat")
                .classes("flat");
        assertThat(problems()).hasSize(2).allSatisfy(p -> assertThat(p).startsWith("Cannot read "));
    }

    @Test
    void readsAConvolutionOverASequence() {
        graph.input(0, 2, 9)
                .floats("w", List.of(2, 1, 3), 1, 2, 3, 4, 5, 6)
                .node(
                        "Conv",
                        "x w",
                        "conv",
                        Attributes.integers("dilations", 2),
                        Attributes.integers("pads", 4, 0),
                        Attributes.integer("group", 2))
                .node("GlobalAveragePool", "conv", "mean")
                .integers("last", -1)
                .node("Squeeze", "mean last", "flat")
                .classes("flat");
        Window.Side places = new Window.Side(3, 1, 2, 4, 0);
        Window causal = new Window(new Window.Side(1, 1, 1, 0, 0), places);
        assertThat(operators()).startsWith(new Conv(2, 2, causal, 2, Conv.Bias.ABSENT), new GlobalAveragePool());
        assertThat(read().network().shape("conv")).isEqualTo(new Shape(2, 1, 9));
    }

    @Test
    void refusesWeightsThatAreNoNumbers() {
        graph.input(0, 2).floats("fc.weight", List.of(2, 2), 1, 2, Float.NaN, 4);
        graph.node("Gemm", "x fc.weight", "logits").output("logits");
        assertThat(problems()).containsExactly("Cannot read logits (Gemm): its WEIGHT holds NaN");
    }

    @Test
    void refusesACycle() {
        graph.input(0, 2)
                .node("Add", "x second", "first")
                .node("Relu", "first", "second")
                .classes("second");
        assertThat(problems()).containsExactly("Cannot read the graph: second (Relu) depends on itself");
    }

    @Test
    void refusesDimsThatTheFileDoesNotFill() {
        graph.empty("w", 1L << 40, 1L << 40);
        graph.input(0, 2).node("MatMul", "x w", "logits").output("logits");
        assertThat(problems()).singleElement().asString().contains("must count at most 2^30 numbers");
    }

    @Test
    void refusesAnInputOfMoreThanItCanHold() {
        graph.input(0, 1, 1 << 20, 1 << 20).node("Flatten", "x", "flat").classes("flat");
        assertThat(problems()).singleElement().asString().contains("2^30");
    }

    @Test
    void refusesOtherOperatorSets() {
        graph.operatorSet(6);
        graph.input(0, 2).classes("x");
        assertThat(problems()).containsExactly("Invalid opset: 6 (must be in 7..25)");
    }

    @Test
    void refusesTwoOutputs() {
        graph.input(0, 2).node("Relu", "x", "hidden").classes("hidden").output("hidden");
        assertThat(problems()).singleElement().asString().contains("must have one");
    }

    @Test
    void readsNodesOfAnyOrderAndDepth() {
        graph.input(0, 2).classes("r3000");
        for (int i = 3000; i > 0; i--) {
            graph.node("Relu", i == 1 ? "x" : "r" + (i - 1), "r" + i);
        }
        assertThat(operators()).hasSize(3001).startsWith(new Relu());
    }

    @Test
    void readsImagesWhoseChannelsAreLastInTheFile() {
        graph.input(0, 5, 4, 2)
                .floats("w", List.of(2, 2, 1, 1), 1, 2, 3, 4)
                .node("Transpose", "x", "first", Attributes.integers("perm", 0, 3, 1, 2))
                .node("Conv", "first w", "conv")
                .node("GlobalAveragePool", "conv", "mean")
                .node("Flatten", "mean", "flat")
                .classes("flat");
        assertThat(read().network().input()).isEqualTo(new Shape(2, 5, 4));
        assertThat(operators()).hasSize(3);
    }

    @Test
    void readsChannelsLast() {
        graph.input(0, 2, 2, 2)
                .floats("w", List.of(2, 2), 1, 2, 3, 4)
                .node("Transpose", "x", "last", Attributes.integers("perm", 0, 2, 3, 1))
                .node("MatMul", "last w", "everywhere")
                .node("Transpose", "everywhere", "first", Attributes.integers("perm", 0, 3, 1, 2))
                .node("GlobalAveragePool", "first", "mean")
                .node("Flatten", "mean", "flat")
                .classes("flat");
        assertThat(operators()).startsWith(new Conv(2, 2, 1, 1, 0, 1, Conv.Bias.ABSENT));
        assertThat(read().network().input()).isEqualTo(new Shape(2, 2, 2));
    }
}
