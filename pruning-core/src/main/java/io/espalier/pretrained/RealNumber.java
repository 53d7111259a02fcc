package io.espalier.pretrained;

import io.espalier.snapshot.Float16;
import io.espalier.snapshot.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types of real numbers in safetensors, each as a float: exact but for F64, which is rounded. */
enum RealNumber {
    /** IEEE 754 half precision: a sign, 5 bits of exponent, 10 of fraction. */
    F16 {
        @Override
        float read(ByteBuffer data) {
            return Float16.half(data.getShort());
        }
    },
    /** The first half of a float. */
    BF16 {
        @Override
        float read(ByteBuffer data) {
            return Float16.bfloat16(data.getShort());
        }
    },
    F32 {
        @Override
        float read(ByteBuffer data) {
            return data.getFloat();
        }
    },
    F64 {
        @Override
        float read(ByteBuffer data) {
            return (float) data.getDouble();
        }
    };

    /** The next number. */
    abstract float read(ByteBuffer data);

    /** That of a tensor, unless it holds others. */
    static Optional<RealNumber> of(Tensor tensor) {
        return Arrays.stream(values())
                .filter(type -> type.name().equals(tensor.type().name()))
                .findFirst();
    }

    /** All of them. */
    static String names() {
        return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
    }
}
