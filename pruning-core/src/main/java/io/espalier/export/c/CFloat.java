package io.espalier.export.c;

import io.espalier.binding.Name;
import io.espalier.data.Dataset;
import io.espalier.export.Artifact;
import io.espalier.export.DeployedNetwork;
import io.espalier.export.ExportException;
import io.espalier.export.ExportFormat;
import io.espalier.export.fusion.FusedNetwork;
import io.espalier.export.fusion.FusedNode;

/** C99 in single precision. Weights that are 0 are neither stored nor multiplied where that takes less memory. */
@Name("c")
public record CFloat() implements ExportFormat {
    @Override
    public Artifact write(DeployedNetwork network, String name, Dataset calibration) throws ExportException {
        FusedNetwork fused =
                FusedNetwork.of(network.network(), network.weights().values());
        ExportException.requireOperators(name(), fused.operators(), FloatKernels.OPERATORS);
        CSource source = new CSource();
        Buffers buffers = new Buffers(fused);
        Arena arena = buffers.place(node -> !node.equals(fused.last()), size -> size, CFloat::padded, node -> 0);
        CProgram program = new CProgram(fused, source, buffers, arena, "float");
        scale(program, network);
        FloatKernels kernels = new FloatKernels(program);
        fused.nodes().forEach(kernels::write);
        return CFiles.of(name(), name, network, source, "static float arena[" + arena.size() + "];", arena.size() * 4L);
    }

    private static int padded(FusedNode node) {
        return node.op().padding() == 0 ? 0 : ConvolutionSizes.of(node).elements();
    }

    private static void scale(CProgram program, DeployedNetwork network) {
        CInput input = CInput.of(network);
        program.source()
                .function(Template.of("""
                static void scale(const $TYPE *input, float *y)
                {
                    int i;
                    for (i = 0; i < $SIZE; i++) {
                        $STATEMENTS
                        y[i] = v;
                    }
                }
                """)
                        .with("SIZE", network.network().input().elements())
                        .with("TYPE", input.type())
                        .with("STATEMENTS", new CScaling(program.source()).statements(input, network.scaling()))
                        .fill());
        program.source().call("scale(input, " + program.features() + ")");
    }
}
