package io.espalier.engine.torch.op;

import io.espalier.network.op.Op;

/** Finds the kernel of an operator by its class, so that a new operator needs no entry anywhere. */
public final class OpKernels {
    private static final ClassValue<OpKernel<?>> KERNELS = new ClassValue<>() {
        @Override
        protected OpKernel<?> computeValue(Class<?> op) {
            return load(op);
        }
    };

    private OpKernels() {}

    /** @throws IllegalArgumentException if the operator has no kernel */
    @SuppressWarnings("unchecked") // XKernel is a kernel of X: OperatorsTest asks every one
    public static <O extends Op> OpKernel<O> of(O op) {
        return (OpKernel<O>) KERNELS.get(op.getClass());
    }

    private static OpKernel<?> load(Class<?> op) {
        String name = OpKernel.class.getPackageName() + "." + op.getSimpleName() + "Kernel";
        try {
            return Class.forName(name)
                    .asSubclass(OpKernel.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Cannot compute " + op.getSimpleName() + ": no class " + name, e);
        }
    }
}
