package io.espalier.spark.tracking;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * A TensorBoard event file with scalars: records of TensorFlow's framing (length, its checksum, bytes, their checksum; each
 * checksum is CRC-32C, masked), of which each is an {@code Event} in protocol buffers' wire format.
 */
final class EventFile {
    private static final int MASK = 0xa282ead8;
    private static final int ROTATION = 15;
    private static final int VARINT = 0;
    private static final int DOUBLE = 1;
    private static final int BYTES = 2;
    private static final int FLOAT = 5;
    private static final int SEVEN_BITS = 0x7f;
    private static final String VERSION = "brain.Event:2";

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final double time;

    /** @param time in seconds since 1970, of all its events */
    EventFile(double time) {
        this.time = time;
        record(event().bytes(3, VERSION.getBytes(StandardCharsets.UTF_8)));
    }

    /** A value of a curve. */
    void scalar(String tag, long step, double value) {
        Message scalar =
                new Message().bytes(1, tag.getBytes(StandardCharsets.UTF_8)).number(2, (float) value);
        Message summary = new Message().bytes(1, scalar.toBytes());
        record(event().integer(2, step).bytes(5, summary.toBytes()));
    }

    byte[] toBytes() {
        return file.toByteArray();
    }

    private Message event() {
        return new Message().number(1, time);
    }

    private void record(Message event) {
        byte[] bytes = event.toBytes();
        byte[] length = little(Long.BYTES).putLong(bytes.length).array();
        file.writeBytes(length);
        file.writeBytes(checksum(length));
        file.writeBytes(bytes);
        file.writeBytes(checksum(bytes));
    }

    private static byte[] checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        int masked = Integer.rotateRight((int) crc.getValue(), ROTATION) + MASK;
        return little(Integer.BYTES).putInt(masked).array();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Fields by number, each behind its key. */
    private static final class Message {
        private final ByteArrayOutputStream fields = new ByteArrayOutputStream();

        Message number(int field, double value) {
            key(field, DOUBLE);
            fields.writeBytes(little(Double.BYTES).putDouble(value).array());
            return this;
        }

        Message number(int field, float value) {
            key(field, FLOAT);
            fields.writeBytes(little(Float.BYTES).putFloat(value).array());
            return this;
        }

        Message integer(int field, long value) {
            key(field, VARINT);
            varint(value);
            return this;
        }

        Message bytes(int field, byte[] value) {
            key(field, BYTES);
            varint(value.length);
            fields.writeBytes(value);
            return this;
        }

        private void key(int field, int type) {
            varint(((long) field << 3) | type);
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~SEVEN_BITS) != 0) {
                fields.write((int) ((rest & SEVEN_BITS) | (SEVEN_BITS + 1)));
                rest >>>= 7;
            }
            fields.write((int) rest);
        }

        byte[] toBytes() {
            return fields.toByteArray();
        }
    }
}
