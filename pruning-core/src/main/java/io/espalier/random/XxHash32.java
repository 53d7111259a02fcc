package io.espalier.random;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The hash XXH32 (Collet, the xxHash specification 0.1.1): 32 bits of some bytes and a seed, the same in every language.
 */
public final class XxHash32 {
    private static final int P1 = 0x9E3779B1;
    private static final int P2 = 0x85EBCA77;
    private static final int P3 = 0xC2B2AE3D;
    private static final int P4 = 0x27D4EB2F;
    private static final int P5 = 0x165667B1;
    private static final int STRIPE = 16;

    private XxHash32() {}

    public static int of(byte[] bytes, int seed) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int hash = (bytes.length < STRIPE ? seed + P5 : stripes(in, seed)) + bytes.length;
        while (in.remaining() >= Integer.BYTES) {
            hash = Integer.rotateLeft(hash + in.getInt() * P3, 17) * P4;
        }
        while (in.hasRemaining()) {
            hash = Integer.rotateLeft(hash + Byte.toUnsignedInt(in.get()) * P5, 11) * P1;
        }
        return avalanche(hash);
    }

    private static int stripes(ByteBuffer in, int seed) {
        int[] lanes = {seed + P1 + P2, seed + P2, seed, seed - P1};
        while (in.remaining() >= STRIPE) {
            for (int i = 0; i < lanes.length; i++) {
                lanes[i] = Integer.rotateLeft(lanes[i] + in.getInt() * P2, 13) * P1;
            }
        }
        return Integer.rotateLeft(lanes[0], 1)
                + Integer.rotateLeft(lanes[1], 7)
                + Integer.rotateLeft(lanes[2], 12)
                + Integer.rotateLeft(lanes[3], 18);
    }

    private static int avalanche(int hash) {
        int h = (hash ^ (hash >>> 15)) * P2;
        h = (h ^ (h >>> 13)) * P3;
        return h ^ (h >>> 16);
    }
}
