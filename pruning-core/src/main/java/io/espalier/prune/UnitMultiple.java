package io.espalier.prune;

import io.espalier.network.Node;
import io.espalier.network.compact.ChannelTies;
import io.espalier.network.op.Parameter;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Gives units back until the channels that each layer has in the compacted network are a multiple, the highest scores
 * first. Where layers are tied, as the summands of a residual sum are, a channel is there as long as a unit of any of them
 * stays; it ranks as the highest of its units, and comes back with all of them.
 */
final class UnitMultiple {
    private static final int NONE = -1;

    private final Groups groups;
    private final int multiple;
    private final int[] channelOf;
    private final BitSet needed = new BitSet();

    UnitMultiple(Groups groups, int multiple) {
        this.groups = groups;
        this.multiple = multiple;
        this.channelOf = new int[groups.count()];
        ChannelTies ties = new ChannelTies(groups.network());
        for (Groups.Layer layer : groups.layers()) {
            units(layer).forEach(g -> channelOf[g] = ties.set(layer.node().name(), g - layer.first()));
        }
        for (Node node : groups.network().weighted()) {
            if (staysWhole(node)) {
                int units = groups.network().shape(node.name()).channels();
                IntStream.range(0, units).forEach(u -> needed.set(ties.set(node.name(), u)));
            }
        }
    }

    /** A depthwise filter goes with the channel that it reads. */
    private boolean staysWhole(Node node) {
        return node.weight().filter(Parameter::isDepthwise).isEmpty()
                && groups.layers().stream().noneMatch(layer -> layer.node().equals(node));
    }

    private static IntStream units(Groups.Layer layer) {
        return IntStream.range(layer.first(), layer.end());
    }

    /** @param alive what may come back */
    void raise(boolean[] kept, boolean[] alive, double[] scores) {
        BitSet open = channels(alive);
        BitSet before = channels(kept);
        before.or(needed);
        BitSet after = (BitSet) before.clone();
        double[] rank = ranks(alive, scores);
        int count;
        do {
            count = after.cardinality();
            groups.layers().forEach(layer -> raise(layer, after, open, rank));
        } while (after.cardinality() > count);
        after.andNot(before);
        for (int g = 0; g < kept.length; g++) {
            kept[g] |= alive[g] && after.get(channelOf[g]);
        }
    }

    private BitSet channels(boolean[] some) {
        BitSet channels = new BitSet();
        IntStream.range(0, some.length).filter(g -> some[g]).forEach(g -> channels.set(channelOf[g]));
        return channels;
    }

    /** For each group, the highest score on its channel. */
    private double[] ranks(boolean[] alive, double[] scores) {
        double[] highest = new double[Arrays.stream(channelOf).max().orElse(0) + 1];
        Arrays.fill(highest, Double.NEGATIVE_INFINITY);
        for (int g = 0; g < scores.length; g++) {
            if (alive[g]) {
                highest[channelOf[g]] = Math.max(highest[channelOf[g]], scores[g]);
            }
        }
        return Arrays.stream(channelOf).mapToDouble(channel -> highest[channel]).toArray();
    }

    private void raise(Groups.Layer layer, BitSet channels, BitSet open, double[] rank) {
        while (units(layer).filter(g -> channels.get(channelOf[g])).count() % multiple != 0) {
            int best = units(layer)
                    .filter(g -> open.get(channelOf[g]) && !channels.get(channelOf[g]))
                    .reduce((a, b) -> rank[b] >= rank[a] ? b : a)
                    .orElse(NONE);
            if (best == NONE) {
                return;
            }
            channels.set(channelOf[best]);
        }
    }
}
