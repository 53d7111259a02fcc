package io.espalier.prune;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The prunable weights of a network, cut into groups that are kept or removed together. Groups are numbered through all
 * layers in order; within a layer by unit, then by position.
 */
public final class Groups {
    private static final int NONE = -1;

    /**
     * The groups of one layer: numbers {@code first} to {@code first + count - 1}.
     *
     * @param node the layer, the first of those that groups are tied channels of, or the attention that groups are heads of
     * @param slot the layer's weight; of heads, that of the last layer that gives their values
     */
    public record Layer(Node node, Layout.Slot slot, int first, int count) {
        public int end() {
            return first + count;
        }

        int count(boolean[] kept) {
            return new GroupRange(first, end(), 0).count(kept);
        }
    }

    private final Network network;
    private final Granularity granularity;
    private final GroupPattern pattern;
    private final List<Layer> layers;
    private final int[] groupOf;
    private final int[] sizes;

    private Groups(
            Network network,
            Granularity granularity,
            GroupPattern pattern,
            List<Layer> layers,
            int[] groupOf,
            int count) {
        this.pattern = pattern;
        this.network = network;
        this.granularity = granularity;
        this.layers = List.copyOf(layers);
        this.groupOf = groupOf;
        this.sizes = new int[count];
        Arrays.stream(groupOf).filter(g -> g != NONE).forEach(g -> sizes[g]++);
    }

    /** Of every layer that has such groups. */
    public static Groups of(Network network, Granularity granularity, OutputLayerPolicy classifier) {
        return of(network, new Grouping(granularity, classifier));
    }

    /**
     * @throws io.espalier.binding.InvalidValueException if a layer is named that is not there
     * @throws IllegalArgumentException if nothing is left to prune
     */
    public static Groups of(Network network, Grouping grouping) {
        GroupPattern pattern = GroupPattern.of(network, grouping);
        int[] groupOf = new int[network.layout().size()];
        Arrays.fill(groupOf, NONE);
        List<Layer> layers = new ArrayList<>();
        int next = 0;
        for (Node node : taking(network, grouping, pattern)) {
            int count = pattern.number(node, groupOf, next);
            layers.add(new Layer(node, pattern.slot(node), next, count));
            next += count;
        }
        return new Groups(network, grouping.granularity(), pattern, layers, groupOf, next);
    }

    private static List<Node> taking(Network network, Grouping grouping, GroupPattern pattern) {
        List<Node> open = pattern.nodes();
        if (open.isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot prune " + network.name() + ": no layer has groups of " + grouping.granularity());
        }
        LayerFilter filter = grouping.layers();
        filter.requireKnown(network, open);
        List<Node> taking = open.stream()
                .filter(node -> filter.takes(network, node))
                .filter(node -> pattern.layers(node).stream().noneMatch(own -> filter.excludes(network, own)))
                .toList();
        check(!taking.isEmpty(), "layers.exclude", String.join(", ", filter.exclude()), "leave a layer to prune");
        return taking;
    }

    public Network network() {
        return network;
    }

    public Granularity granularity() {
        return granularity;
    }

    public List<Layer> layers() {
        return layers;
    }

    /** Number of groups in each layer. */
    public int[] counts() {
        return layers.stream().mapToInt(Layer::count).toArray();
    }

    /** Number of groups. */
    public int count() {
        return sizes.length;
    }

    /** Number of weights in a group. */
    public int size(int group) {
        return sizes[group];
    }

    /** Number of weights in all groups: the denominator of sparsity. */
    public long weights() {
        return Arrays.stream(sizes).asLongStream().sum();
    }

    /** Per group, the sum over the group's weights of a function of their place in the flat array. */
    public double[] sum(IntToDoubleFunction perWeight) {
        double[] sums = new double[count()];
        for (int i = 0; i < groupOf.length; i++) {
            if (groupOf[i] != NONE) {
                sums[groupOf[i]] += perWeight.applyAsDouble(i);
            }
        }
        return sums;
    }

    /** What is done for each weight of each group. */
    @FunctionalInterface
    public interface WeightVisitor {
        /** @param place of the weight in the flat array */
        void visit(int group, int place);
    }

    /** Visits all weights of groups in the order of their places. */
    public void forEach(WeightVisitor visitor) {
        for (int i = 0; i < groupOf.length; i++) {
            if (groupOf[i] != NONE) {
                visitor.visit(groupOf[i], i);
            }
        }
    }

    /** Per group, the numbers that a flat array holds for its weights, in the order of their places. */
    public float[][] members(float[] values) {
        float[][] members = new float[count()][];
        int[] filled = new int[count()];
        for (int group = 0; group < members.length; group++) {
            members[group] = new float[sizes[group]];
        }
        for (int i = 0; i < groupOf.length; i++) {
            if (groupOf[i] != NONE) {
                members[groupOf[i]][filled[groupOf[i]]++] = values[i];
            }
        }
        return members;
    }

    /**
     * Keeps the weights of the groups that {@code kept} names, and every parameter that is in no group. Where groups
     * are units, channels or heads, what only serves a removed unit goes with it: its bias, scale and shift of a batch norm behind it, and
     * the weights that read it. So a unit all of whose inputs are gone counts as gone.
     */
    public Mask expand(boolean[] kept) {
        Mask mask = Mask.full(network.layout());
        for (int i = 0; i < groupOf.length; i++) {
            if (groupOf[i] != NONE && !kept[groupOf[i]]) {
                mask.remove(i);
            }
        }
        removeDependents(kept, mask);
        return mask;
    }

    private void removeDependents(boolean[] kept, Mask mask) {
        DependentParameters dependents = new DependentParameters(network);
        for (Layer layer : layers) {
            for (int group = 0; group < layer.count(); group++) {
                if (!kept[layer.first() + group]) {
                    pattern.units(layer.node(), group)
                            .forEach(unit -> dependents.remove(unit.node(), unit.number(), mask));
                }
            }
        }
    }

    /** Whether any weight of each group is still there. */
    public boolean[] alive(Mask mask) {
        boolean[] alive = new boolean[count()];
        for (int i = 0; i < groupOf.length; i++) {
            if (groupOf[i] != NONE && mask.keeps(i)) {
                alive[groupOf[i]] = true;
            }
        }
        return alive;
    }

    /** How many groups have a weight left. */
    public int survivors(Mask mask) {
        int survivors = 0;
        for (boolean alive : alive(mask)) {
            survivors += alive ? 1 : 0;
        }
        return survivors;
    }

    /** How many of {@link #weights()} are left. */
    public long weights(Mask mask) {
        return places().filter(mask::keeps).count();
    }

    /** How many of them are not 0. */
    public long nonzeros(float[] weights) {
        return places().filter(i -> weights[i] != 0).count();
    }

    /** Where weights of groups stand in the flat array. */
    private IntStream places() {
        return IntStream.range(0, groupOf.length).filter(i -> groupOf[i] != NONE);
    }

    /** The last run of each unit is shorter where the length does not divide its weights. */
    private static Stream<GroupRange> runs(Layer layer, int length) {
        int perUnit = layer.slot().parameter().perUnit();
        return IntStream.range(0, layer.count())
                .filter(i -> i % perUnit % length == 0)
                .mapToObj(i -> new GroupRange(
                        layer.first() + i, layer.first() + Math.min(i + length, i - i % perUnit + perUnit), 0));
    }

    /** Where groups may trade places: in a layer, or in a run of an n-of-m pattern. */
    List<GroupRange> ranges() {
        if (granularity instanceof Granularity.NOfM pattern) {
            return layers.stream().flatMap(layer -> runs(layer, pattern.m())).toList();
        }
        return layers.stream()
                .map(layer -> new GroupRange(layer.first(), layer.end(), 0))
                .toList();
    }
}
