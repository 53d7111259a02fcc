package io.espalier.codec;

import io.espalier.network.Network;
import java.nio.ByteBuffer;

/** Every parameter as a float: 8 bytes of {@link Header}, then 4 per parameter. */
public record Dense() implements Codec {
    @Override
    public boolean isExact() {
        return true;
    }

    private Header header(Network network) {
        return new Header("dense", "ESPD", network.layout().count());
    }

    @Override
    public byte[] encode(Network network, float[] values) {
        float[] numbers = network.layout().pack(values);
        return header(network).write(Math.multiplyExact(Float.BYTES, numbers.length), out -> {
            for (float number : numbers) {
                out.putFloat(number);
            }
        });
    }

    @Override
    public float[] decode(Network network, byte[] file) {
        return network.layout()
                .unpack(header(network)
                        .read(file, in -> read(in, network.layout().count())));
    }

    private static float[] read(ByteBuffer in, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = in.getFloat();
        }
        return numbers;
    }
}
