package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import com.google.protobuf.ByteString;
import java.util.stream.LongStream;

/** Attributes of ONNX nodes. */
public final class Attributes {
    private Attributes() {}

    /** One integer. */
    public static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    /** One float. */
    public static AttributeProto number(String name, double value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    /** A text. */
    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    /** The same integer so many times: a square window, or equal padding on all sides. */
    public static AttributeProto repeated(String name, long value, int times) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        for (int i = 0; i < times; i++) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    /** Integers. */
    static AttributeProto integers(String name, long... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INTS)
                .addAllInts(LongStream.of(values).boxed().toList())
                .build();
    }

    /** The shortest decimal of a number that was stored in single precision, as 0.001 of its nearest float. */
    static double decimal(double single) {
        return Double.parseDouble(Float.toString((float) single));
    }
}
