package io.espalier.network.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the channels of an operator's output relate to those of its inputs. Every channel bears a label: channels of one
 * label can only be cut together. An output channel is made of the input channels of its label; one whose label no input
 * channel bears is made of all of them, and can be cut by itself.
 */
public final class ChannelMap {
    /** A channel of one of the inputs. */
    public record Channel(int input, int channel) {}

    private final List<int[]> inputs;
    private final int[] output;
    private final List<@Nullable Channel> lastOfLabel;
    private final int[] sources;
    private final IntFunction<int[]> products;

    private ChannelMap(List<int[]> inputs, int[] output) {
        this(inputs, output, unit -> new int[0]);
    }

    private ChannelMap(List<int[]> inputs, int[] output, IntFunction<int[]> products) {
        this.inputs = inputs;
        this.output = output;
        this.products = products;
        int labels = 1 + largest(output);
        for (int[] own : inputs) {
            labels = Math.max(labels, 1 + largest(own));
        }
        this.sources = new int[labels];
        this.lastOfLabel = new ArrayList<>(Collections.nCopies(labels, null));
        for (int input = 0; input < inputs.size(); input++) {
            count(input, inputs.get(input));
        }
    }

    private static int largest(int[] labels) {
        return Arrays.stream(labels).max().orElseThrow();
    }

    private void count(int input, int[] labels) {
        for (int channel = 0; channel < labels.length; channel++) {
            sources[labels[channel]]++;
            lastOfLabel.set(labels[channel], new Channel(input, channel));
        }
    }

    /** Channel c of the output is made of channel c of each input: norms, activations, pools; sums and products. */
    public static ChannelMap perChannel(List<Shape> inputs) {
        int channels = inputs.get(0).channels();
        int[] own = numbers(0, channels);
        return new ChannelMap(inputs.stream().map(i -> own).toList(), own);
    }

    /** Each channel becomes so many channels behind one another, as each image of a Flatten becomes its positions. */
    public static ChannelMap blocks(Shape input, int length) {
        return grouped(input.channels(), input.channels() * length, input.channels());
    }

    /** Units and channels in so many parts behind one another; a unit sees the channels of its own part. */
    public static ChannelMap grouped(int channels, int units, int groups) {
        return new ChannelMap(List.of(parts(channels, groups)), parts(units, groups));
    }

    /** The channels of one input behind those of the other. */
    public static ChannelMap concatenated(List<Shape> inputs) {
        List<int[]> labels = new ArrayList<>();
        int next = 0;
        for (Shape input : inputs) {
            labels.add(numbers(next, next + input.channels()));
            next += input.channels();
        }
        return new ChannelMap(labels, numbers(0, next));
    }

    /** Output channel c is channel {@code sources[c]} of the only input: slices, permutations. */
    public static ChannelMap picked(Shape input, int... sources) {
        return new ChannelMap(List.of(numbers(0, input.channels())), sources.clone());
    }

    /** Every unit sees every channel, and each of both can be cut by itself: Gemm, Conv. */
    public static ChannelMap mixed(List<Shape> inputs, int units) {
        List<int[]> labels = new ArrayList<>();
        int next = units;
        for (Shape input : inputs) {
            labels.add(numbers(next, next + input.channels()));
            next += input.channels();
        }
        return new ChannelMap(labels, numbers(0, units));
    }

    /**
     * Of queries, keys and values: each query channel goes with its key channel, each value channel with its output channel,
     * which depends on the products of its head's queries and keys.
     */
    public static ChannelMap attention(List<Attention.Head> heads) {
        int keys = heads.stream().mapToInt(Attention.Head::keys).sum();
        int values = heads.stream().mapToInt(Attention.Head::values).sum();
        List<int[]> products = new ArrayList<>();
        int next = 0;
        for (Attention.Head head : heads) {
            int[] own = numbers(next, next + head.keys());
            products.addAll(Collections.nCopies(head.values(), own));
            next += head.keys();
        }
        int[] pairs = numbers(0, keys);
        int[] carried = numbers(keys, keys + values);
        return new ChannelMap(List.of(pairs, pairs, carried), carried, products::get);
    }

    /** Nothing can be cut, for every channel depends on how many there are: what is safe for any operator. */
    public static ChannelMap whole(List<Shape> inputs, Shape output) {
        return new ChannelMap(inputs.stream().map(i -> new int[i.channels()]).toList(), new int[output.channels()]);
    }

    private static int[] numbers(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    private static int[] parts(int channels, int parts) {
        return IntStream.range(0, channels).map(c -> c / (channels / parts)).toArray();
    }

    /** One more than the largest label. */
    public int labels() {
        return sources.length;
    }

    /** The label of a channel of an input. */
    public int input(int input, int channel) {
        return inputs.get(input)[channel];
    }

    /** The label of a channel of the output. */
    public int output(int channel) {
        return output[channel];
    }

    /** Channels of an input. */
    public int channels(int input) {
        return inputs.get(input).length;
    }

    /** Channels of the output. */
    public int units() {
        return output.length;
    }

    /** Whether an output channel is made of all input channels, each of which can be cut without it. */
    public boolean seesAll(int unit) {
        return sources[output[unit]] == 0;
    }

    /** The channels of the first two inputs whose products an output channel depends on. */
    public int[] products(int unit) {
        return products.apply(unit);
    }

    /** The only input channel that an output channel is made of, if there is just one. */
    public Optional<Channel> source(int unit) {
        int label = output[unit];
        return sources[label] == 1 ? Optional.ofNullable(lastOfLabel.get(label)) : Optional.empty();
    }

    /** The output channels that are made of one input channel and of nothing else. */
    public int[] carriers(int input, int channel) {
        int label = inputs.get(input)[channel];
        return sources[label] == 1
                ? IntStream.range(0, output.length)
                        .filter(unit -> output[unit] == label)
                        .toArray()
                : new int[0];
    }
}
