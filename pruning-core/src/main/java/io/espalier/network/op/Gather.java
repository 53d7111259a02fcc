package io.espalier.network.op;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Some channels in some order: a slice, a part of a split, the shuffle of
 * <a href="https://arxiv.org/abs/1807.11164">ShuffleNet V2</a>.
 *
 * @param channels how many the input has
 * @param sources the input's channel that each output channel is
 */
public record Gather(int channels, List<Integer> sources) implements Op {
    public Gather {
        sources = List.copyOf(sources);
        if (sources.isEmpty() || Collections.min(sources) < 0 || Collections.max(sources) >= channels) {
            throw new IllegalArgumentException(
                    "Invalid sources: " + sources + " (must be numbers of " + channels + " channels)");
        }
    }

    @Override
    public Shape output(List<Shape> in) {
        Inputs.require(in.get(0).channels() == channels, in, channels + " channels");
        return new Shape(sources.size(), in.get(0).height(), in.get(0).width());
    }

    @Override
    public boolean isCausal(List<Shape> in) {
        return true;
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.picked(
                in.get(0), sources.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        return known.source(channel);
    }

    @Override
    public Gather resized(List<List<Integer>> in, List<Integer> out) {
        List<Integer> kept = in.get(0);
        return new Gather(
                kept.size(),
                out.stream()
                        .map(unit -> Collections.binarySearch(kept, sources.get(unit)))
                        .toList());
    }
}
