package io.espalier.engine.train;

import io.espalier.data.Targets;
import io.espalier.task.LossFunction;

/** Finds the kernel of a loss function by its class, so that a new one needs no entry anywhere. */
public final class LossKernels {
    private LossKernels() {}

    /** @throws IllegalArgumentException if the loss has no kernel, or none for such targets */
    public static LossKernel of(LossFunction loss, Targets targets) {
        String name = LossKernel.class.getPackageName() + "." + loss.getClass().getSimpleName() + "Kernel";
        try {
            return Class.forName(name)
                    .asSubclass(LossKernel.class)
                    .getDeclaredConstructor(loss.getClass(), Targets.class)
                    .newInstance(loss, targets);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Cannot compute " + loss + ": no class " + name, e);
        }
    }
}
