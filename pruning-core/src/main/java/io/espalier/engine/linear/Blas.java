package io.espalier.engine.linear;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.espalier.engine.torch.Torch;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * Products by the sgemm of the BLAS inside libtorch, on the calling thread and into memory that is there already; by way
 * of DJL each would be a new tensor. For one thread at a time.
 */
final class Blas {
    /** How a factor is taken. */
    enum Form {
        PLAIN('N'),
        TRANSPOSED('T');

        private final int letter;

        Form(char letter) {
            this.letter = letter;
        }
    }

    /** Arguments go by reference: five extents, two letters, and the factors of product and sum. */
    private static final int ARGUMENTS = 9;

    private final ByteBuffer arguments = Torch.bytes(ARGUMENTS);
    private final long address = Pointer.nativeValue(Native.getDirectBufferPointer(arguments));

    Blas() {
        arguments.putFloat(7 * Float.BYTES, 1);
    }

    private long integer(int index, int value) {
        arguments.putInt(index * Integer.BYTES, value);
        return at(index);
    }

    private long at(int index) {
        return address + (long) index * Float.BYTES;
    }

    /** C = A B with C of (rows, columns); A and B as they lie in memory, or transposed. */
    void multiply(int rows, int inner, int columns, Matrix a, Form formOfA, Matrix b, Form formOfB, Matrix c) {
        try {
            transposed(columns, inner, rows, b, formOfB, a, formOfA, c);
        } finally {
            Reference.reachabilityFence(a);
            Reference.reachabilityFence(b);
            Reference.reachabilityFence(c);
        }
    }

    /** Fortran takes a matrix by columns, so it sees each transposed: C' = B' A'. */
    private void transposed(int m, int k, int n, Matrix a, Form formOfA, Matrix b, Form formOfB, Matrix c) {
        Fortran.sgemm_(
                integer(5, formOfA.letter),
                integer(6, formOfB.letter),
                integer(0, m),
                integer(1, n),
                integer(2, k),
                at(7),
                a.address(),
                integer(3, a.columns()),
                b.address(),
                integer(4, b.columns()),
                at(8),
                c.address(),
                at(0));
    }

    /** The library is in the process already, so its bare name finds it. */
    private static final class Fortran {
        static {
            Torch.useThisThread();
            Native.register(Fortran.class, NativeLibrary.getInstance("torch_cpu"));
        }

        private Fortran() {}

        @SuppressWarnings("checkstyle:MethodName")
        static native void sgemm_(
                long formOfA,
                long formOfB,
                long m,
                long n,
                long k,
                long alpha,
                long a,
                long strideOfA,
                long b,
                long strideOfB,
                long beta,
                long c,
                long strideOfC);
    }
}
