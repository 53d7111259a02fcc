package io.espalier.engine.linear;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.espalier.engine.torch.Torch;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/** A matrix of floats outside the Java heap, row by row without gaps. */
final class Matrix {
    private final FloatBuffer floats;
    private final IntBuffer bits;
    private final long address;
    private final int columns;

    private Matrix(ByteBuffer bytes, int columns) {
        this.floats = bytes.asFloatBuffer();
        this.bits = bytes.asIntBuffer();
        this.address = Pointer.nativeValue(Native.getDirectBufferPointer(bytes));
        this.columns = columns;
    }

    static Matrix zeros(int rows, int columns) {
        return new Matrix(Torch.bytes(Math.multiplyExact(rows, columns)), columns);
    }

    /** Over these very bytes, which are in native order. */
    static Matrix over(ByteBuffer bytes, int columns) {
        return new Matrix(bytes, columns);
    }

    FloatBuffer floats() {
        return floats;
    }

    /** The floats bit by bit. */
    IntBuffer bits() {
        return bits;
    }

    /** Lives as long as this object. */
    long address() {
        return address;
    }

    int columns() {
        return columns;
    }
}
