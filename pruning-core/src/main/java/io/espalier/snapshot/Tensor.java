package io.espalier.snapshot;

import static io.espalier.binding.InvalidValueException.check;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A dense array of numbers, little-endian in row-major order.
 *
 * @param dims the shape; empty for a scalar
 * @param data exactly the numbers' bytes; handed out as a read-only view from the first byte on
 */
public record Tensor(Type type, List<Integer> dims, ByteBuffer data) {
    /** How one number is stored, by the names of the safetensors format in the order of its specification. */
    public enum Type {
        BOOL(1, ByteBuffer::get),
        U8(1, (data, byteIndex) -> Byte.toUnsignedInt(data.get(byteIndex))),
        I8(1, ByteBuffer::get),
        I16(Short.BYTES, ByteBuffer::getShort),
        U16(Short.BYTES, (data, byteIndex) -> Short.toUnsignedInt(data.getShort(byteIndex))),
        F16(Short.BYTES, (data, byteIndex) -> (double) Float16.half(data.getShort(byteIndex))),
        BF16(Short.BYTES, (data, byteIndex) -> (double) Float16.bfloat16(data.getShort(byteIndex))),
        I32(Integer.BYTES, ByteBuffer::getInt),
        U32(Integer.BYTES, (data, byteIndex) -> Integer.toUnsignedLong(data.getInt(byteIndex))),
        F32(Float.BYTES, (data, byteIndex) -> (double) data.getFloat(byteIndex)),
        F64(Double.BYTES, ByteBuffer::getDouble),
        I64(Long.BYTES, ByteBuffer::getLong),
        U64(Long.BYTES, (data, byteIndex) -> new BigInteger(Long.toUnsignedString(data.getLong(byteIndex))));

        private final int bytes;

        @SuppressWarnings("ImmutableEnumChecker") // none of them has state
        private final Decoder decoder;

        Type(int bytes, Decoder decoder) {
            this.bytes = bytes;
            this.decoder = decoder;
        }

        /** Bytes of one number. */
        public int bytes() {
            return bytes;
        }
    }

    /** Reads one number, a whole one exactly. */
    @FunctionalInterface
    private interface Decoder {
        Number at(ByteBuffer data, int byteIndex);
    }

    public Tensor {
        dims = List.copyOf(dims);
        data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        check(dims.stream().allMatch(dim -> dim >= 0), "dims", dims, "be at least 0");
        long bytes = bytes(type, dims);
        check(data.remaining() == bytes, "data", data.remaining() + " bytes", "be " + bytes + " for " + type + dims);
    }

    public static Tensor of(List<Integer> dims, float[] values) {
        ByteBuffer data = allocate(values.length, Type.F32);
        data.asFloatBuffer().put(values);
        return new Tensor(Type.F32, dims, data);
    }

    public static Tensor of(List<Integer> dims, double[] values) {
        ByteBuffer data = allocate(values.length, Type.F64);
        data.asDoubleBuffer().put(values);
        return new Tensor(Type.F64, dims, data);
    }

    public static Tensor of(List<Integer> dims, long[] values) {
        ByteBuffer data = allocate(values.length, Type.I64);
        data.asLongBuffer().put(values);
        return new Tensor(Type.I64, dims, data);
    }

    public static Tensor of(List<Integer> dims, byte[] values) {
        return new Tensor(Type.U8, dims, ByteBuffer.wrap(values.clone()));
    }

    /** A new view, little-endian, positioned at the first byte. */
    @Override
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A copy of the numbers of an F32 tensor. */
    public float[] floats() {
        float[] values = new float[count(Type.F32)];
        data().asFloatBuffer().get(values);
        return values;
    }

    /** A copy of the numbers of an F64 tensor. */
    public double[] doubles() {
        double[] values = new double[count(Type.F64)];
        data().asDoubleBuffer().get(values);
        return values;
    }

    /** A copy of the numbers of an I64 tensor. */
    public long[] longs() {
        long[] values = new long[count(Type.I64)];
        data().asLongBuffer().get(values);
        return values;
    }

    /** A copy of the numbers of a U8 tensor. */
    public byte[] bytes() {
        byte[] values = new byte[count(Type.U8)];
        data().get(values);
        return values;
    }

    /** Number {@code i} of a tensor of any type, a whole number exactly. */
    public Number at(int i) {
        return type.decoder.at(data, i * type.bytes());
    }

    /** Bytes of a tensor; {@link ArithmeticException} when no long can count them. */
    static long bytes(Type type, List<Integer> dims) {
        return dims.stream().mapToLong(Integer::longValue).reduce(type.bytes(), Math::multiplyExact);
    }

    private int count(Type wanted) {
        check(type == wanted, "type", type, "be " + wanted);
        return data.remaining() / type.bytes();
    }

    private static ByteBuffer allocate(int count, Type type) {
        return ByteBuffer.allocate(Math.multiplyExact(count, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    }
}
