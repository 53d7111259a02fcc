package io.espalier.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.engine.torch.op.OpKernel;
import io.espalier.engine.torch.op.OpKernels;
import io.espalier.engine.torch.op.Operands;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Op;
import io.espalier.network.op.Parameter.Role;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network's forward pass over a batch: one libtorch call per node. Images travel with their channels last in memory,
 * whatever their shape says, which libtorch's convolutions and pools on a CPU are faster at.
 */
public final class Forward {
    /** What batch norms, and with them the nonlinearities, do. */
    public enum Norms {
        /** Normalise by the batch and move the running statistics. */
        BATCH,
        /** Normalise by the running statistics. */
        RUNNING,
        /** Leave norms and nonlinearities out: the network as a linear map. */
        LINEAR;

        private Operands.Statistics statistics() {
            return this == BATCH ? Operands.Statistics.BATCH : Operands.Statistics.RUNNING;
        }
    }

    /** Sees, and may replace, what each node gives. */
    @FunctionalInterface
    public interface Tap {
        PtNDArray at(Node node, PtNDArray input, PtNDArray output);

        default Tap then(Tap next) {
            return (node, input, output) -> next.at(node, input, at(node, input, output));
        }
    }

    public static final Tap NO_TAP = (node, input, output) -> output;

    /** A node, what computes it and what it owns. */
    private record Step(Node node, OpKernel<Op> kernel, Map<Role, PtNDArray> parameters) {}

    private final List<Step> steps;

    public Forward(Network network, Parameters parameters) {
        this.steps =
                network.nodes().stream().map(node -> step(node, parameters)).toList();
    }

    private static Step step(Node node, Parameters parameters) {
        Map<Role, PtNDArray> own = new EnumMap<>(Role.class);
        node.parameters().forEach(p -> own.put(p.role(), parameters.get(p.name())));
        return new Step(node, OpKernels.of(node.op()), own);
    }

    /** Logits of shape (batch, classes). */
    PtNDArray logits(PtNDArray batch, Norms norms) {
        return logits(batch, norms, NO_TAP);
    }

    public PtNDArray logits(PtNDArray batch, Norms norms, Tap tap) {
        return logits(batch, norms, Operands.MOMENTUM, tap);
    }

    public PtNDArray logits(PtNDArray batch, Norms norms, double momentum, Tap tap) {
        Map<String, PtNDArray> outputs = new HashMap<>();
        PtNDArray last = batch.getShape().dimension() == 4 ? channelsLast(batch) : batch;
        outputs.put(Node.INPUT, last);
        for (Step step : steps) {
            List<PtNDArray> in = step.node.inputs().stream().map(outputs::get).toList();
            last = tap.at(step.node, in.get(0), apply(step, in, norms, momentum));
            outputs.put(step.node.name(), last);
        }
        return last;
    }

    /** The same images of shape (batch, channels, height, width), pixel by pixel in memory. */
    private static PtNDArray channelsLast(PtNDArray images) {
        PtNDArray pixels = JniUtils.permute(images, new long[] {0, 2, 3, 1});
        long[] dims = pixels.getShape().getShape();
        return JniUtils.permute(JniUtils.reshape(JniUtils.flatten(pixels, 0, -1), dims), new long[] {0, 3, 1, 2});
    }

    private PtNDArray apply(Step step, List<PtNDArray> in, Norms norms, double momentum) {
        Operands operands = new Operands(in, step.parameters, norms.statistics(), momentum);
        Op op = step.node.op();
        return norms == Norms.LINEAR ? step.kernel.linear(op, operands) : step.kernel.forward(op, operands);
    }

    /** What one node gives for other inputs. */
    public PtNDArray output(Node node, List<PtNDArray> inputs) {
        Step step = steps.stream()
                .filter(s -> s.node.equals(node))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Cannot find node: " + node.name()));
        return apply(step, inputs, Norms.RUNNING, Operands.MOMENTUM);
    }
}
