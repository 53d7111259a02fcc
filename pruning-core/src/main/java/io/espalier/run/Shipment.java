package io.espalier.run;

import io.espalier.codec.Encodings;
import io.espalier.codec.SizeLadder;
import io.espalier.network.Compaction;
import io.espalier.network.Network;
import io.espalier.snapshot.Weights;

/**
 * A network as it would be shipped: without its dead units, in whichever exact encoding is smallest, and decoded again.
 */
record Shipment(Network network, Weights weights, SizeLadder sizes) {
    /** @param weights of the network that was compacted */
    static Shipment of(Compaction compaction, float[] weights) {
        Encodings encodings = new Encodings(compaction.network(), compaction.gather(weights));
        return new Shipment(compaction.network(), Weights.of(encodings.decoded()), encodings.sizes());
    }
}
