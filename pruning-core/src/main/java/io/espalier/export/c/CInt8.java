package io.espalier.export.c;

import io.espalier.binding.Name;
import io.espalier.data.Dataset;
import io.espalier.export.Artifact;
import io.espalier.export.DeployedNetwork;
import io.espalier.export.ExportException;
import io.espalier.export.ExportFormat;
import io.espalier.export.OnnxInt8;
import io.espalier.export.fusion.FusedNetwork;
import io.espalier.export.fusion.FusedNode;
import io.espalier.export.int8.Quantization;
import io.espalier.export.int8.QuantizedNetwork;
import io.espalier.network.Node;
import io.espalier.network.op.Conv;

/**
 * C99 in 8-bit integers, in the arithmetic of {@link io.espalier.export.int8.IntegerInference}, bit for bit. Input and
 * output are floats.
 */
@Name("c-int8")
public record CInt8() implements ExportFormat {
    @Override
    public boolean isExact() {
        return false;
    }

    @Override
    public Artifact write(DeployedNetwork network, String name, Dataset calibration) throws ExportException {
        QuantizedNetwork quantized = OnnxInt8.quantized(name(), network, calibration);
        FusedNetwork fused = quantized.network();
        ExportException.requireOperators(name(), fused.operators(), IntegerKernels.OPERATORS);
        CSource source = new CSource();
        Buffers buffers = new Buffers(fused);
        Arena arena = buffers.place(node -> !quantized.givesLogits(node), CInt8::aligned, CInt8::padded, CInt8::sums);
        CProgram program = new CProgram(fused, source, buffers, arena, "int8_t");
        quantize(program, network, quantized.activation(Node.INPUT));
        IntegerKernels kernels = new IntegerKernels(quantized, program);
        fused.nodes().forEach(kernels::write);
        if (!quantized.givesLogits(fused.last())) {
            dequantize(program, fused.last(), quantized.activation(fused.last().output()));
        }
        return CFiles.of(
                name(),
                name + "_int8",
                network,
                source,
                "static int32_t arena[" + arena.size() / Integer.BYTES + "];",
                arena.size());
    }

    /** Every buffer begins where sums may. */
    private static int aligned(int bytes) {
        return (bytes + Integer.BYTES - 1) / Integer.BYTES * Integer.BYTES;
    }

    private static int padded(FusedNode node) {
        return node.op().padding() == 0 ? 0 : aligned(ConvolutionSizes.of(node).elements());
    }

    private static int sums(FusedNode node) {
        return node.op().getClass() == Conv.class ? node.out().positions() * Integer.BYTES : 0;
    }

    private static void quantize(CProgram program, DeployedNetwork network, Quantization rounding) {
        CInput input = CInput.of(network);
        program.source()
                .function(Template.of(IntegerText.QUANTIZE)
                        .with("SIZE", network.network().input().elements())
                        .with("TYPE", input.type())
                        .with("STATEMENTS", new CScaling(program.source()).statements(input, network.scaling()))
                        .with("SCALE", CSource.number(rounding.scale()))
                        .with("ZERO", rounding.zeroPoint())
                        .fill());
        program.source().call("quantize(input, " + program.features() + ")");
    }

    private static void dequantize(CProgram program, FusedNode last, Quantization rounding) {
        program.source()
                .function(Template.of(IntegerText.DEQUANTIZE)
                        .with("SIZE", last.out().elements())
                        .with("SCALE", CSource.number(rounding.scale()))
                        .with("ZERO", rounding.zeroPoint())
                        .fill());
        program.source().call("dequantize(" + program.buffer(last.output()) + ", logits)");
    }
}
