package io.espalier.network.compact;

import io.espalier.network.Kernels;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.ChannelMap;
import io.espalier.network.op.Parameter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which channels of a network's activations can change its logits. A channel is dead if it is 0 for every input where
 * it is read (see {@link ConstantPropagation}), or if no live unit gives it a weight. Channels that can only be cut together (see
 * {@link ChannelTies}) are dead only if all of them are: a channel of a residual sum lives if either summand does. The
 * live ones are the least set that holds the logits and whatever live units read.
 *
 * <p>Judged by numbers alone, so weights removed by a mask must be exactly 0. A constant that is not 0, as sigmoid(0) =
 * 0.5, keeps its unit alive as long as somebody reads it.
 */
public final class LiveUnits {
    private final Network network;
    private final ChannelTies ties;
    private final boolean[] live;
    private final Deque<Integer> awakened = new ArrayDeque<>();
    private final Map<String, WeightReader> weights = new HashMap<>();

    private LiveUnits(Network network, float[] values) {
        this.network = network;
        this.ties = ChannelTies.ofZeros(network);
        this.live = new boolean[ties.size()];
        ConstantPropagation constants = new ConstantPropagation(network, values);
        for (Node node : network.nodes()) {
            if (node.weight().filter(Parameter::hasInputs).isPresent()) {
                weights.put(node.name(), new WeightReader(node, values, constants));
            }
        }
        String logits = network.nodes().get(network.nodes().size() - 1).name();
        channels(logits).forEach(c -> awaken(logits, c));
        spread(unitsBySet(constants));
    }

    /** @param values the parameters by {@link Network#layout()}, removed weights exactly 0 */
    public static LiveUnits of(Network network, float[] values) {
        return new LiveUnits(network, values);
    }

    private IntStream channels(String node) {
        return IntStream.range(0, network.shape(node).channels());
    }

    private void awaken(String node, int channel) {
        int set = ties.set(node, channel);
        if (!live[set]) {
            live[set] = true;
            awakened.add(set);
        }
    }

    /** What awakens the channels that a unit depends on besides those that it is tied to. */
    @FunctionalInterface
    private interface Reader {
        void read(int unit);
    }

    private record Unit(Reader reader, int number) {}

    /** The units that live and die together. */
    private Map<Integer, List<Unit>> unitsBySet(ConstantPropagation constants) {
        Map<Integer, List<Unit>> units = new HashMap<>();
        for (Node node : network.nodes()) {
            for (Reader reader : readers(node, constants)) {
                channels(node.name())
                        .forEach(u -> units.computeIfAbsent(ties.set(node.name(), u), k -> new ArrayList<>())
                                .add(new Unit(reader, u)));
            }
        }
        return units;
    }

    /** The weights say what a unit reads of the first input; of another it reads what its operator says. */
    private List<Reader> readers(Node node, ConstantPropagation constants) {
        List<Reader> readers = new ArrayList<>();
        WeightReader first = weights.get(node.name());
        if (first != null) {
            readers.add(first);
        }
        List<String> others =
                node.inputs().subList(first == null ? 0 : 1, node.inputs().size());
        ChannelMap map = network.channels(node);
        if (!others.isEmpty() && channels(node.name()).anyMatch(map::seesAll)) {
            readers.add(unit -> readAll(map, unit, others));
        }
        if (channels(node.name()).anyMatch(unit -> map.products(unit).length > 0)) {
            readers.add(unit -> readProducts(node, map.products(unit), constants));
        }
        if (map.labels() < network.channelsWithoutZeros(node).labels()) {
            readers.add(unit -> readNonzeros(node.inputs().get(0), constants));
        }
        return readers;
    }

    /** Those that are not always 0; where all are, the first, so that no head loses its last. */
    private void readProducts(Node node, int[] products, ConstantPropagation constants) {
        String left = node.inputs().get(0);
        boolean[] leftZero = constants.zeros(left);
        boolean[] rightZero = constants.zeros(node.inputs().get(1));
        int[] some = Arrays.stream(products)
                .filter(c -> !leftZero[c] && !rightZero[c])
                .toArray();
        Arrays.stream(some.length > 0 ? some : Arrays.copyOf(products, Math.min(1, products.length)))
                .forEach(c -> awaken(left, c));
    }

    /** What an operator reads whose output depends on all channels, those that are always 0 aside. */
    private void readNonzeros(String input, ConstantPropagation constants) {
        boolean[] zeros = constants.zeros(input);
        channels(input).filter(c -> !zeros[c]).forEach(c -> awaken(input, c));
    }

    private void readAll(ChannelMap map, int unit, List<String> inputs) {
        if (map.seesAll(unit)) {
            inputs.forEach(input -> channels(input).forEach(c -> awaken(input, c)));
        }
    }

    /** Looks once at the weights of each unit that turns out to live. */
    private void spread(Map<Integer, List<Unit>> units) {
        while (!awakened.isEmpty()) {
            for (Unit unit : units.getOrDefault(awakened.remove(), List.of())) {
                unit.reader.read(unit.number);
            }
        }
    }

    /** A weighted node, and which channels of its input live units have been seen to give weight to. */
    private final class WeightReader implements Reader {
        private final String from;
        private final String own;
        private final Kernels kernels;
        private final float[] values;
        private final BitSet unread = new BitSet();
        private int count;

        WeightReader(Node node, float[] values, ConstantPropagation constants) {
            this.from = node.inputs().get(0);
            this.kernels = Kernels.of(network, node);
            this.values = values;
            this.own = node.name();
            expect(0, constants.zeros(from));
            expect(network.shape(from).channels(), constants.zeros(own));
        }

        private void expect(int first, boolean[] zeros) {
            for (int i = 0; i < zeros.length; i++) {
                unread.set(first + i, !zeros[i]);
            }
        }

        @Override
        public void read(int unit) {
            int end = kernels.endInput(unit);
            int i = unread.nextSetBit(kernels.firstInput(unit));
            for (; i >= 0 && i < end; i = unread.nextSetBit(i + 1)) {
                if (kernels.reads(values, unit, i)) {
                    unread.clear(i);
                    awaken(i);
                }
            }
        }

        /** Behind the channels of its input, a recurrent layer reads its own. */
        private void awaken(int input) {
            int first = network.shape(from).channels();
            count += input < first ? 1 : 0;
            LiveUnits.this.awaken(input < first ? from : own, input < first ? input : input - first);
        }
    }

    /** Whether a channel of a node's output (or of {@link Node#INPUT}) can change the logits. */
    public boolean isLive(String node, int channel) {
        return live[ties.set(node, channel)];
    }

    /** How many channels of a node's output are live. */
    public int count(String node) {
        return (int) channels(node).filter(c -> isLive(node, c)).count();
    }

    /** How many inputs of a weighted node its live units read. */
    public int inputs(Node weighted) {
        WeightReader reader = weights.get(weighted.name());
        if (reader == null) {
            throw new IllegalArgumentException("Cannot count inputs of " + weighted.name() + ": it has no weights");
        }
        return reader.count;
    }

    /**
     * The widths that pruning papers print, joined by '-': live filters of each Conv, then live inputs of each Gemm
     * (Louizos et al. 2018). Dense LeNet-300-100 is 784-300-100, dense LeNet-5 20-50-800-500. Inputs of a Gemm behind a
     * Flatten are counted one by one, so fewer may live than the channels they belong to hold.
     */
    public String architecture() {
        return network.weighted().stream()
                .map(n -> hasFilters(n) ? count(n.name()) : inputs(n))
                .map(String::valueOf)
                .collect(Collectors.joining("-"));
    }

    private static boolean hasFilters(Node node) {
        return node.weight().filter(w -> w.hasWindow() || !w.hasInputs()).isPresent();
    }
}
