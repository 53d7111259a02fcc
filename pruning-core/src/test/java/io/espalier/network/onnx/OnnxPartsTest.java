package io.espalier.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import com.google.protobuf.ByteString;
import io.espalier.network.Node;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gather;
import io.espalier.network.op.Gelu;
import io.espalier.network.op.GlobalAveragePool;
import io.espalier.network.op.PRelu;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.Scale;
import io.espalier.network.op.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operators that a file has in parts. */
class OnnxPartsTest extends PartsReading {
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
