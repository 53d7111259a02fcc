package io.espalier.engine.train;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.compact.Compaction;
import io.espalier.network.compact.LiveUnits;
import io.espalier.prune.Mask;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a mask leaves of a network to train: the network without the units that no training under this mask can bring to
 * bear on the logits. These are dead whatever the kept numbers are, so the gradients at them and around them are exactly
 * 0, and to train without them is the same up to the order of floating-point sums. Running statistics of dead channels,
 * which nothing reads, stay as they stood. Some dead channels remain where whole vectors of them are faster.
 */
public final class CompactNetwork {
    /** libtorch normalizes images with their channels last at a fourth of the pace where their number is no multiple. */
    private static final int NORMALIZED_AT_ONCE = 8;

    private final Network original;
    private final Network network;
    private final int[] places;

    private CompactNetwork(Network original, Network network, int[] places) {
        this.original = original;
        this.network = network;
        this.places = places;
    }

    public static CompactNetwork of(Network network, Mask mask) {
        int size = network.layout().size();
        if (mask.kept(0, size) == size) {
            return new CompactNetwork(network, network, IntStream.range(0, size).toArray());
        }
        Compaction compaction =
                Compaction.aligned(network, LiveUnits.of(network, anyKept(network.layout(), mask)), NORMALIZED_AT_ONCE);
        return new CompactNetwork(network, compaction.network(), compaction.places());
    }

    /** Any number, NaN, wherever one is kept, for training may give it any. Then a channel is 0 only where it must be. */
    private static float[] anyKept(Layout layout, Mask mask) {
        float[] values = new float[layout.size()];
        Arrays.fill(values, Float.NaN);
        mask.apply(values);
        return values;
    }

    /** The smaller network. */
    public Network network() {
        return network;
    }

    /** What the smaller network takes over of an array by the original layout, or by its trained part. */
    public float[] gather(float[] values) {
        boolean whole = values.length == original.layout().size();
        float[] small =
                new float[whole ? network.layout().size() : network.layout().trainedSize()];
        for (int i = 0; i < small.length; i++) {
            small[i] = places[i] < 0 ? 0 : values[places[i]];
        }
        return small;
    }

    /** The inverse: puts numbers back to where they came from, and leaves the others. */
    public void scatter(float[] small, float[] values) {
        for (int i = 0; i < small.length; i++) {
            if (places[i] >= 0) {
                values[places[i]] = small[i];
            }
        }
    }

    /** The same over an array by the original layout's trained part that is 0 elsewhere. */
    public float[] scatter(float[] small) {
        float[] values = new float[original.layout().trainedSize()];
        scatter(small, values);
        return values;
    }

    /** The mask by the smaller layout; gaps count as kept. */
    public Mask gather(Mask mask) {
        Mask small = Mask.full(network.layout());
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0 && !mask.keeps(places[i])) {
                small.remove(i);
            }
        }
        return small;
    }

    /** Where the kept and trained numbers stand that the smaller network does without, ascending. */
    public int[] idle(Mask mask) {
        boolean[] idle = new boolean[original.layout().trainedSize()];
        for (Layout.Slot slot : original.layout().slots()) {
            for (int i = slot.offset();
                    i < slot.end() && slot.parameter().role().isTrained();
                    i++) {
                idle[i] = mask.keeps(i);
            }
        }
        for (int place : places) {
            if (place >= 0 && place < idle.length) {
                idle[place] = false;
            }
        }
        return IntStream.range(0, idle.length).filter(i -> idle[i]).toArray();
    }
}
