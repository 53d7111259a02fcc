package io.espalier.engine.torch.op;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import io.espalier.network.Parameter.Role;
import io.espalier.network.op.BatchNormalization;
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

    PtNDArray own(Role role) {
        return Objects.requireNonNull(find(role), role::name);
    }

    /** What may be left out, as a bias. */
    @Nullable
    PtNDArray find(Role role) {
        return parameters.get(role);
    }

    static Shape square(int side) {
        return new Shape(side, side);
    }
}
