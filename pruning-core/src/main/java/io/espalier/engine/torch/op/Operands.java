package io.espalier.engine.torch.op;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Parameter.Role;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel computes with.
 *
 * @param inputs (batch, features) or (batch, channels, height, width) each
 * @param parameters what the operator's node owns
 * @param momentum of running statistics
 */
public record Operands(
        List<PtNDArray> inputs, Map<Role, PtNDArray> parameters, Statistics statistics, double momentum) {
    /** The momentum by which norms are defined. */
    public static final double MOMENTUM = BatchNormalization.MOMENTUM;

    /** What norms normalise by. */
    public enum Statistics {
        /** By the batch, and move the running statistics. */
        BATCH,
        RUNNING
    }

    /** The first input. */
    PtNDArray x() {
        return inputs.get(0);
    }

    /** All inputs, with a height and a width of 1 added to vectors where another input is an image. */
    List<PtNDArray> alike() {
        boolean images = inputs.stream().anyMatch(Operands::isImage);
        return images ? inputs.stream().map(Operands::image).toList() : inputs;
    }

    private static boolean isImage(PtNDArray tensor) {
        return tensor.getShape().dimension() == 4;
    }

    private static PtNDArray image(PtNDArray tensor) {
        Shape shape = tensor.getShape();
        return isImage(tensor) ? tensor : JniUtils.reshape(tensor, new long[] {shape.get(0), shape.get(1), 1, 1});
    }

    PtNDArray own(Role role) {
        return Objects.requireNonNull(find(role), role::name);
    }

    /** What may be left out, as a bias. */
    @Nullable
    PtNDArray find(Role role) {
        return parameters.get(role);
    }

    /** scale x + shift. */
    static PtNDArray affine(PtNDArray x, double scale, double shift) {
        return JniUtils.add(JniUtils.mul(x, scalar(x, scale)), scalar(x, shift));
    }

    private static PtNDArray scalar(PtNDArray x, double number) {
        return (PtNDArray) x.getManager().create((float) number);
    }

    static Shape square(int side) {
        return new Shape(side, side);
    }
}
