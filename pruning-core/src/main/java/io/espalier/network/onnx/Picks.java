package io.espalier.network.onnx;

import io.espalier.network.onnx.Slices.Places;
import io.espalier.network.onnx.View.Dim;
import io.espalier.network.onnx.View.Factor;
import io.espalier.network.op.Gather;
import io.espalier.network.op.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Slice, Split and Gather of an activation: some of its channels, or some of its positions. */
final class Picks {
    private Picks() {}

    static void slice(OnnxNode node) {
        Value value = node.value(0);
        for (Slices.Range range : Slices.of(node, value.view().rank())) {
            value = picked(node, value, range.axis(), range.within(value.view().size(range.axis())));
        }
        Views.settle(node, value);
    }

    static void split(OnnxNode node) {
        Value value = node.value(0);
        int axis = value.view().axis(node.integer("axis", 0));
        int first = 0;
        int output = 0;
        for (int count : Slices.parts(node, (int) value.view().size(axis))) {
            if (node.isRead(output)) {
                node.give(output, picked(node, value, axis, new Places(first, 1, count)));
            }
            output++;
            first += count;
        }
    }

    static void gather(OnnxNode node) {
        Value value = node.value(0);
        int axis = value.view().axis(node.integer("axis", 0));
        Constant indices = node.constant(1);
        int length = (int) value.view().size(axis);
        int[] places = Arrays.stream(indices.integers())
                .map(i -> i < 0 ? i + length : i)
                .toArray();
        if (indices.rank() == 0) {
            Value one = picked(node, value, axis, new Places(places[0], 1, 1));
            Views.settle(node, one.as(one.view().without(axis)));
        } else if (value.isChannels(axis)) {
            Value some =
                    ofChannels(node, value, axis, Arrays.stream(places).boxed().toList());
            List<Long> sizes =
                    new ArrayList<>(Arrays.stream(some.view().sizes()).boxed().toList());
            sizes.remove(axis);
            sizes.addAll(axis, indices.dims().stream().map(Integer::longValue).toList());
            Views.settle(
                    node,
                    some.as(some.view()
                            .reshaped(sizes.stream().mapToLong(s -> s).toArray())));
        } else {
            throw new UnreadableException("it gathers places of " + value.described() + " along axis " + axis);
        }
    }

    private static Value ofChannels(OnnxNode node, Value value, int axis, List<Integer> sources) {
        int channels = value.shape().channels();
        if (sources.equals(IntStream.range(0, channels).boxed().toList())) {
            return value;
        }
        Value some = node.add(new Gather(channels, sources), Map.of(), value.layout(), value);
        return some.as(value.view().with(axis, List.of(new Factor(Dim.CHANNEL, sources.size()))));
    }

    private static Value picked(OnnxNode node, Value value, int axis, Places places) {
        int length = (int) value.view().size(axis);
        if (places.count() == length && places.step() > 0) {
            return value;
        }
        List<Factor> factors = value.view().axes().get(axis);
        if (places.count() < 1
                || places.step() < 1
                || places.first() + (places.count() - 1) * places.step() >= length) {
            throw new UnreadableException("it picks " + places + " of " + length);
        } else if (factors.size() != 1) {
            throw new UnreadableException("it picks some of axis " + axis + " of " + value.described());
        }
        Factor factor = factors.get(0);
        return switch (factor.dim()) {
            case CHANNEL -> channels(node, value, factor, places);
            case HEIGHT, WIDTH -> positions(node, value, axis, factor, places);
            default -> throw new UnreadableException("it picks some of the batch");
        };
    }

    private static Value channels(OnnxNode node, Value value, Factor factor, Places places) {
        List<Integer> sources = IntStream.range(0, value.shape().channels())
                .filter(c -> isPicked(c / factor.stride() % factor.size(), places))
                .boxed()
                .toList();
        Gather gather = new Gather(value.shape().channels(), sources);
        Value some = node.add(gather, Map.of(), value.layout(), value);
        List<List<Factor>> axes = new ArrayList<>();
        for (List<Factor> own : value.view().axes()) {
            axes.add(own.stream().map(f -> narrowed(f, factor, places.count())).toList());
        }
        return some.as(new View(axes));
    }

    private static boolean isPicked(int place, Places places) {
        int past = place - places.first();
        return past >= 0 && past % places.step() == 0 && past / places.step() < places.count();
    }

    /** A factor of the channels, of which another is left with fewer. */
    private static Factor narrowed(Factor factor, Factor picked, int count) {
        if (factor.equals(picked)) {
            return new Factor(Dim.CHANNEL, count, picked.stride());
        }
        boolean around = factor.dim() == Dim.CHANNEL && factor.stride() >= picked.stride() * picked.size();
        return around ? new Factor(Dim.CHANNEL, factor.size(), factor.stride() / picked.size() * count) : factor;
    }

    private static Value positions(OnnxNode node, Value value, int axis, Factor factor, Places places) {
        boolean height = factor.dim() == Dim.HEIGHT;
        int length = height ? value.shape().height() : value.shape().width();
        if (factor.size() != length) {
            throw new UnreadableException("it picks some positions of a part of " + value.shape());
        }
        Slice.Range range = new Slice.Range(places.first(), places.step(), places.count());
        Slice.Range heights = height ? range : Slice.Range.all(value.shape().height());
        Slice.Range widths = height ? Slice.Range.all(value.shape().width()) : range;
        Value some = node.add(new Slice(heights, widths), Map.of(), value.layout(), value);
        return some.as(value.view().with(axis, List.of(new Factor(factor.dim(), places.count()))));
    }
}
