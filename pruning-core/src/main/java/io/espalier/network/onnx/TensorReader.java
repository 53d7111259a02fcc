package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads the numbers of a tensor, whose count is held against the bytes that are there before anything is allocated. */
final class TensorReader {
    /** More numbers than this no tensor of a network has. */
    static final long MOST = 1L << 30;

    private static final int MOST_DIMS = 8;

    private final TensorProto tensor;

    private TensorReader(TensorProto tensor) {
        this.tensor = tensor;
    }

    /** @throws UnreadableException if its type is unknown, its dims are no dims, or it holds another count of numbers */
    static Constant read(TensorProto tensor) {
        return new TensorReader(tensor).read();
    }

    private Constant read() {
        if (tensor.getDataLocation() == DataLocation.EXTERNAL) {
            throw new UnreadableException("its numbers are in another file (external data is not supported)");
        }
        List<Integer> dims = dims(tensor.getDimsList());
        long count = dims.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        double[] values = tensor.hasRawData() ? raw(count) : listed(count);
        return new Constant(dims, values, isWhole() ? Constant.Type.WHOLE : Constant.Type.REAL);
    }

    /** @throws UnreadableException if there are too many, one is negative, or they count too many numbers */
    static List<Integer> dims(List<Long> sizes) {
        if (sizes.size() > MOST_DIMS) {
            throw new UnreadableException("it has " + sizes.size() + " dimensions (must be at most " + MOST_DIMS + ")");
        }
        List<Integer> dims = new ArrayList<>();
        long count = 1;
        for (long size : sizes) {
            if (size < 0 || size > MOST || count * size > MOST) {
                throw new UnreadableException("it has dims " + sizes + " (must count at most 2^30 numbers)");
            }
            count *= size;
            dims.add((int) size);
        }
        return dims;
    }

    private double[] raw(long count) {
        ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        requireCount(count, bytes.remaining() / (long) width(), bytes.remaining() % width() == 0);
        double[] values = new double[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = next(bytes);
        }
        return values;
    }

    private boolean isWhole() {
        return type() != DataType.FLOAT && type() != DataType.DOUBLE;
    }

    private DataType type() {
        DataType type = DataType.forNumber(tensor.getDataType());
        return type == null ? DataType.UNDEFINED : type;
    }

    private int width() {
        return switch (type()) {
            case BOOL, INT8, UINT8 -> Byte.BYTES;
            case FLOAT, INT32 -> Float.BYTES;
            case DOUBLE, INT64 -> Double.BYTES;
            default -> throw unknownType();
        };
    }

    private double next(ByteBuffer bytes) {
        return switch (type()) {
            case BOOL, INT8 -> bytes.get();
            case UINT8 -> Byte.toUnsignedInt(bytes.get());
            case FLOAT -> bytes.getFloat();
            case INT32 -> bytes.getInt();
            case DOUBLE -> bytes.getDouble();
            case INT64 -> bytes.getLong();
            default -> throw unknownType();
        };
    }

    private double[] listed(long count) {
        return switch (type()) {
            case FLOAT -> doubles(count, tensor.getFloatDataList());
            case DOUBLE -> doubles(count, tensor.getDoubleDataList());
            case INT64 -> doubles(count, tensor.getInt64DataList());
            case BOOL, INT8, UINT8, INT32 -> doubles(count, tensor.getInt32DataList());
            default -> throw unknownType();
        };
    }

    private double[] doubles(long count, List<? extends Number> numbers) {
        requireCount(count, numbers.size(), true);
        return numbers.stream().mapToDouble(Number::doubleValue).toArray();
    }

    private UnreadableException unknownType() {
        return new UnreadableException("it holds " + (type() == DataType.UNDEFINED ? "no known type" : type())
                + " (must be FLOAT, DOUBLE, INT64, INT32, INT8, UINT8 or BOOL)");
    }

    private void requireCount(long expected, long found, boolean whole) {
        if (expected != found || !whole) {
            throw new UnreadableException("it holds " + found + " numbers (must be " + expected + " by its dims "
                    + tensor.getDimsList() + ")");
        }
    }
}
