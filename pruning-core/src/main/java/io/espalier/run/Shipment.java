package io.espalier.run;

import io.espalier.codec.Bitmask;
import io.espalier.codec.Codec;
import io.espalier.codec.Dense;
import io.espalier.codec.RelativeIndex;
import io.espalier.network.Compaction;
import io.espalier.network.Network;
import io.espalier.snapshot.Weights;
import java.util.Comparator;
import java.util.List;

/**
 * A network as it would be shipped: without its dead units, in whichever exact encoding is smallest, and decoded again.
 */
record Shipment(Network network, Weights weights) {
    private static final List<Codec> EXACT = List.of(new Dense(), new Bitmask(), new RelativeIndex());

    static Shipment of(Network network, float[] weights) {
        Compaction compaction = Compaction.of(network, weights);
        float[] small = compaction.gather(weights);
        Parcel parcel = EXACT.stream()
                .map(codec -> new Parcel(codec, codec.encode(compaction.network(), small)))
                .min(Comparator.comparingInt(p -> p.file.length))
                .orElseThrow();
        float[] decoded = parcel.codec.decode(compaction.network(), parcel.file);
        return new Shipment(compaction.network(), Weights.of(decoded));
    }

    private record Parcel(
            Codec codec,
            @SuppressWarnings("ArrayRecordComponent") byte[] file) {}
}
