package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.espalier.data.Dataset;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.LeNet5Caffe;
import io.espalier.network.zoo.Mlp;
import io.espalier.network.zoo.ResNet8;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxInt8Test {
    @TempDir
    private Path folder;

    static Stream<Network> networks() {
        return Stream.of(
                new Mlp(List.of(9, 5), Mlp.Activation.RELU).build(Shape.vector(7), 3),
                new LeNet5Caffe(0.2).build(new Shape(1, 28, 28), 3),
                new ResNet8(4).build(new Shape(3, 16, 16), 3));
    }

    private static byte[] model(DeployedNetwork network) throws Exception {
        Dataset raw = Deployed.raw(network, 100);
        return new OnnxInt8()
                .write(network, "some", network.scaling().apply(raw))
                .files()
                .get("some.int8.onnx");
    }

    /** Operators of the graph that the runtime makes of a file. */
    private List<String> executed(byte[] file) throws Exception {
        Path optimized = folder.resolve("optimized.onnx");
        try (SessionOptions options = OnnxSession.options()) {
            options.setOptimizationLevel(SessionOptions.OptLevel.EXTENDED_OPT);
            options.setOptimizedModelFilePath(optimized.toString());
            OnnxSession.of(file, options).close();
        }
        return ModelProto.parseFrom(Files.readAllBytes(optimized)).getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .toList();
    }

    /** The runtime puts its integer operators in the place of all that has weights or adds. */
    @ParameterizedTest
    @MethodSource("networks")
    void runsInIntegers(Network network) throws Exception {
        List<String> operators = executed(model(Deployed.of(network)));

        assertThat(operators).doesNotContain("Conv", "Gemm", "MatMul", "Add", "FusedConv");
        assertThat(operators).containsAnyOf("QLinearConv", "QGemm");
    }
}
