package io.espalier.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.network.Node;
import io.espalier.network.op.LayerNormalization;
import io.espalier.network.op.Parameter.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Normalizations of layers in their parts. */
class LayerNormalizationPartsTest extends PartsReading {
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
}
