package io.espalier.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.espalier.binding.ConfigException;
import io.espalier.network.Layout;
import io.espalier.network.Node;
import io.espalier.network.op.Op;
import io.espalier.network.op.Parameter.Role;
import java.util.Arrays;
import java.util.List;

/** Reads a graph that was put together by hand. */
abstract class PartsReading {
    final TestGraph graph = new TestGraph();

    List<Op> operators() {
        return OnnxReader.read(graph.file(), "model.onnx").network().nodes().stream()
                .map(Node::op)
                .toList();
    }

    List<String> problems() {
        ConfigException e =
                catchThrowableOfType(() -> OnnxReader.read(graph.file(), "model.onnx"), ConfigException.class);
        assertThat(e).isNotNull();
        return e.problems();
    }

    void pooledClasses(String tensor) {
        graph.node("GlobalAveragePool", tensor, "mean")
                .node("Flatten", "mean", "flat")
                .classes("flat");
    }

    static float[] numbers(ImportedNetwork read, Node node, Role role) {
        Layout.Slot slot = read.network().layout().slot(node, role);
        return Arrays.copyOfRange(read.weights(), slot.offset(), slot.end());
    }
}
