package io.espalier.network.op;

import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Parameter.Axes;
import io.espalier.network.op.Parameter.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Scaled dot-product attention of several heads (<a href="https://arxiv.org/abs/1706.03762">Vaswani et al. 2017</a>): of
 * queries, keys and values of the same positions, each (channels, height, width), softmax(scale Q K^T + bias) V for each
 * head by its own channels, which stand behind one another. Positions attend to those of their own window.
 *
 * @param heads channels of each head, in their order
 * @param scale what products of queries and keys are multiplied by
 * @param windows the windows that positions lie in
 * @param bias whether each head adds a trained number to each product, by both positions in their window
 * @param shift what keeps positions apart that a cyclic shift brought into one window
 */
public record Attention(List<Head> heads, double scale, Windows windows, Bias bias, Shift shift) implements Op {
    /**
     * Channels of a head, at least one. Without keys all positions of a window weigh the same but for the bias; without values
     * it gives nothing.
     *
     * @param keys of its queries, and as many of its keys
     * @param values of its values, and as many of its output
     */
    public record Head(int keys, int values) {
        public Head {
            if (keys < 0 || values < 0 || keys + values == 0) {
                throw new IllegalArgumentException(
                        "Invalid head: " + keys + " keys and " + values + " values (must be at least one channel)");
            }
        }
    }

    /**
     * Windows side by side.
     *
     * @param height of each
     * @param width of each
     * @param down how many are below one another
     * @param across how many are beside one another
     */
    public record Windows(int height, int width, int down, int across) {
        /** One window of all positions. */
        public static Windows one(Shape positions) {
            return new Windows(positions.height(), positions.width(), 1, 1);
        }

        /** Positions of each. */
        public int positions() {
            return height * width;
        }

        /** How many there are. */
        public int count() {
            return down * across;
        }
    }

    /**
     * The cyclic shift of <a href="https://arxiv.org/abs/2103.14030">Swin transformers</a>: the last rows and columns of the
     * last windows were the first of the image.
     *
     * @param height how many rows were
     * @param width how many columns were
     * @param penalty what is added to products of positions that were not neighbours
     */
    public record Shift(int height, int width, double penalty) {
        /** No shift. */
        public static final Shift NONE = new Shift(0, 0, 0);

        public boolean isNone() {
            return height == 0 && width == 0;
        }

        /** What is added to a product of two positions of a window, by their numbers in it. */
        public double added(Windows windows, int window, int query, int key) {
            return part(windows, window, query) == part(windows, window, key) ? 0 : penalty;
        }

        /** Which of the parts that the shift brought together it lies in. */
        private int part(Windows windows, int window, int position) {
            int row = window / windows.across * windows.height + position / windows.width;
            int column = window % windows.across * windows.width + position % windows.width;
            int rows = row < windows.height * windows.down - height ? 0 : 1;
            return 2 * rows + (column < windows.width * windows.across - width ? 0 : 1);
        }

        /** All that is added, (windows, queries, keys). */
        public float[] mask(Windows windows) {
            int positions = windows.positions();
            float[] mask = new float[windows.count() * positions * positions];
            for (int i = 0; i < mask.length; i++) {
                int pair = i % (positions * positions);
                mask[i] = (float) added(windows, i / (positions * positions), pair / positions, pair % positions);
            }
            return mask;
        }
    }

    public Attention {
        heads = List.copyOf(heads);
    }

    /** As many equal heads over all positions. */
    public static Attention of(int heads, int channels, Shape positions) {
        Head each = new Head(channels / heads, channels / heads);
        List<Head> all = Collections.nCopies(heads, each);
        double scale = 1 / Math.sqrt(each.keys());
        return new Attention(all, scale, Windows.one(positions), Bias.ABSENT, Shift.NONE);
    }

    /** Channels of the queries, and of the keys. */
    public int keys() {
        return heads.stream().mapToInt(Head::keys).sum();
    }

    /** Channels of the values, and of the output. */
    public int values() {
        return heads.stream().mapToInt(Head::values).sum();
    }

    @Override
    public Shape output(List<Shape> in) {
        Shape query = in.get(0);
        Shape value = in.get(2);
        Inputs.require(
                query.channels() == keys() && in.get(1).equals(query) && value.channels() == values(),
                in,
                keys() + ", " + keys() + " and " + values() + " channels");
        Inputs.require(
                value.height() == query.height()
                        && value.width() == query.width()
                        && query.height() == windows.height * windows.down
                        && query.width() == windows.width * windows.across,
                in,
                windows.height * windows.down + " high and " + windows.width * windows.across + " wide");
        return value;
    }

    @Override
    public List<Parameter> parameters(String node) {
        List<Integer> dims = List.of(heads.size(), windows.positions(), windows.positions());
        return bias == Bias.PRESENT ? List.of(new Parameter(node + ".shift", Role.SHIFT, dims, Axes.UNITS)) : List.of();
    }

    @Override
    public long macs(List<Shape> in) {
        return (long) in.get(0).positions() * windows.positions() * (keys() + values());
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.attention(heads);
    }

    /** Weights of a head sum to 1, so a channel that is one number everywhere stays that. */
    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        return known.source(channel);
    }

    @Override
    public Attention resized(List<List<Integer>> in, List<Integer> out) {
        List<Head> left = new ArrayList<>();
        for (int head : left(in, out)) {
            left.add(new Head(
                    kept(in.get(0), firstKey(head), heads.get(head).keys),
                    kept(out, firstValue(head), heads.get(head).values)));
        }
        return new Attention(left, scale, windows, bias, shift);
    }

    /** The heads of which anything stays. */
    private List<Integer> left(List<List<Integer>> in, List<Integer> out) {
        List<Integer> left = new ArrayList<>();
        for (int head = 0; head < heads.size(); head++) {
            boolean any = kept(in.get(0), firstKey(head), heads.get(head).keys)
                            + kept(out, firstValue(head), heads.get(head).values)
                    > 0;
            if (any) {
                left.add(head);
            }
        }
        return left;
    }

    private static int kept(List<Integer> channels, int first, int count) {
        return (int)
                channels.stream().filter(c -> c >= first && c < first + count).count();
    }

    /** The first of a head's channels among the queries. */
    public int firstKey(int head) {
        return heads.subList(0, head).stream().mapToInt(Head::keys).sum();
    }

    /** The first of a head's channels among the values. */
    public int firstValue(int head) {
        return heads.subList(0, head).stream().mapToInt(Head::values).sum();
    }

    /** The bias has a unit for each head. */
    @Override
    public List<Integer> keptUnits(Parameter parameter, List<List<Integer>> in, List<Integer> out) {
        return left(in, out);
    }
}
