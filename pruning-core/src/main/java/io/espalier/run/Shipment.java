package io.espalier.run;

import io.espalier.codec.Codec;
import io.espalier.codec.Encodings;
import io.espalier.codec.SizeLadder;
import io.espalier.data.Dataset;
import io.espalier.engine.Inference;
import io.espalier.network.Compaction;
import io.espalier.network.LiveUnits;
import io.espalier.network.Network;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Weights;
import org.jspecify.annotations.Nullable;

/**
 * A network as it would be shipped: without its dead units, encoded, and decoded again.
 *
 * @param bytes length of the file
 * @param sizes of the exact encodings of what was decoded
 */
record Shipment(Network network, Weights weights, Codec codec, long bytes, SizeLadder sizes) {
    /** Of what comes back from the format that the recipe chose, if it did. */
    static Shipment of(Network network, Snapshot snapshot) {
        float[] weights = decoded(network, snapshot);
        return of(Compaction.of(network, LiveUnits.of(network, weights)), weights, snapshot.codec());
    }

    /** The weights as they come back from the format that the network ships in, if the recipe chose one. */
    static float[] decoded(Network network, Snapshot snapshot) {
        float[] weights = snapshot.weights().values();
        Codec codec = snapshot.codec();
        return codec == null ? weights : codec.decode(network, codec.encode(network, weights));
    }

    /** Logits of examples. */
    float[] logits(Dataset data) {
        return Inference.logits(network, weights.values(), data);
    }

    /**
     * @param weights of the network that was compacted
     * @param codec null for whichever exact one is smallest
     */
    static Shipment of(Compaction compaction, float[] weights, @Nullable Codec codec) {
        Network network = compaction.network();
        float[] small = compaction.gather(weights);
        if (codec == null) {
            Encodings exact = new Encodings(network, small);
            Weights decoded = Weights.of(exact.decoded());
            return new Shipment(
                    network, decoded, exact.smallest(), exact.sizes().smallest(), exact.sizes());
        }
        byte[] file = codec.encode(network, small);
        float[] decoded = codec.decode(network, file);
        return new Shipment(network, Weights.of(decoded), codec, file.length, SizeLadder.of(network, decoded));
    }
}
