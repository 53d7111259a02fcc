package io.espalier.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.binding.Canonical;
import io.espalier.codec.Codec;
import io.espalier.network.Layout;
import io.espalier.prune.Granularity;
import io.espalier.prune.Grouping;
import io.espalier.prune.LayerFilter;
import io.espalier.prune.Mask;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.result.CurveRow;
import io.espalier.result.ScoresModule;
import io.espalier.snapshot.Snapshot.Progress;
import io.espalier.snapshot.Snapshot.Pruning;
import io.espalier.snapshot.Snapshot.Training;
import io.espalier.snapshot.Snapshot.TrainingSummary;
import io.espalier.storage.DamagedException;
import io.espalier.storage.SafetensorsChecksum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot as a safetensors file that any library opens: a {@linkplain ParameterTensors tensor per parameter} under its
 * name. Under {@code state/} stand flat arrays: {@code mask} (packed bits), {@code mark.<label>}, {@code moment.<name>},
 * {@code best}, {@code drawn.<i>}, {@code scores} (bits of doubles). The rest is JSON in the header's metadata, where there
 * is room for a checksum, too.
 */
public final class SnapshotFile {
    private static final String MARK = "mark.";
    private static final String MOMENT = "moment.";
    private static final String DRAWN = "drawn.";
    private static final String SECONDS = "seconds";
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new ScoresModule()).build();

    private SnapshotFile() {}

    /** @param layout of the network that the snapshot is of */
    public static byte[] write(Snapshot snapshot, Layout layout) {
        Map<String, Tensor> tensors = new TreeMap<>();
        Map<String, String> metadata = new TreeMap<>();
        tensors.put("weights", tensor(snapshot.weights()));
        tensors.put("mask", tensor(snapshot.mask().words()));
        snapshot.marks().forEach((label, weights) -> tensors.put(MARK + label, tensor(weights)));
        Progress p = snapshot.progress();
        metadata.put(
                "progress",
                text(new Progress(p.trainSteps(), p.pruneSteps(), p.draws(), p.epochs(), p.iterations(), 0)));
        metadata.put(SECONDS, text(p.seconds()));
        metadata.put("curve", text(snapshot.curve()));
        metadata.put("lastTraining", text(snapshot.lastTraining()));
        if (snapshot.pruning() != null) {
            put(metadata, snapshot.pruning().grouping());
            metadata.put("removed", text(snapshot.pruning().removed()));
            put(tensors, snapshot.pruning().scores());
        }
        if (snapshot.training() != null) {
            put(tensors, metadata, snapshot.training());
        }
        if (snapshot.codec() != null) {
            metadata.put("codec", Canonical.json(snapshot.codec()));
        }
        metadata.put(SafetensorsChecksum.KEY, SafetensorsChecksum.BLANK);
        return ParameterTensors.split(Safetensors.of(tensors, metadata), layout).toBytes();
    }

    private static void put(Map<String, String> metadata, Grouping grouping) {
        metadata.put("granularity", Canonical.json(grouping.granularity()));
        metadata.put("classifier", grouping.classifier().name());
        if (!grouping.layers().equals(LayerFilter.ALL)) {
            metadata.put("layers", Canonical.json(grouping.layers()));
        }
    }

    private static void put(Map<String, Tensor> tensors, @Nullable Saliencies scores) {
        if (scores != null) {
            tensors.put(
                    "scores",
                    tensor(Arrays.stream(scores.values())
                            .mapToLong(Double::doubleToRawLongBits)
                            .toArray()));
        }
    }

    private static void put(Map<String, Tensor> tensors, Map<String, String> metadata, Training training) {
        training.moments().forEach((name, moment) -> tensors.put(MOMENT + name, tensor(moment)));
        metadata.put("steps", text(training.steps()));
        metadata.put("training", text(training.summary()));
        if (training.best() != null) {
            tensors.put("best", tensor(training.best()));
        }
        for (int i = 0; i < training.drawn().size(); i++) {
            tensors.put(DRAWN + i, tensor(training.drawn().get(i).words()));
            metadata.put("groups", text(training.drawn().get(i).size()));
        }
    }

    private static Tensor tensor(Weights weights) {
        return Tensor.of(List.of(weights.values().length), weights.values());
    }

    private static Tensor tensor(long[] values) {
        return Tensor.of(List.of(values.length), values);
    }

    /** Reads canonical JSON. */
    @FunctionalInterface
    public interface Parser {
        <T> T parse(String json, Class<T> type);
    }

    /**
     * @throws DamagedException if the bytes are no snapshot of a network of this layout
     */
    public static Snapshot read(byte[] bytes, Layout layout, Parser parser) throws DamagedException {
        Safetensors file = ParameterTensors.join(Safetensors.parse(bytes));
        Map<String, Tensor> tensors = file.tensors();
        Map<String, String> metadata = file.metadata();
        try {
            Progress p = JSON.readValue(metadata.get("progress"), Progress.class);
            double seconds = JSON.readValue(metadata.get(SECONDS), Double.class);
            return new Snapshot(
                    fitting(weights(tensors, "weights"), layout),
                    mask(tensors, layout),
                    prefixed(tensors, MARK),
                    metadata.containsKey("granularity") ? pruning(tensors, metadata, parser) : null,
                    metadata.containsKey("training") ? training(tensors, metadata) : null,
                    JSON.readValue(metadata.get("lastTraining"), TrainingSummary.class),
                    new Progress(p.trainSteps(), p.pruneSteps(), p.draws(), p.epochs(), p.iterations(), seconds),
                    curve(metadata.get("curve")),
                    metadata.containsKey("codec")
                            ? parser.parse(metadata.getOrDefault("codec", ""), Codec.class)
                            : null);
        } catch (JsonProcessingException | RuntimeException e) {
            throw new DamagedException("snapshot", String.valueOf(e.getMessage()));
        }
    }

    private static List<CurveRow.Point> curve(@Nullable String json) throws JsonProcessingException {
        return JSON.readValue(json, new TypeReference<List<CurveRow.Point>>() {});
    }

    private static Pruning pruning(Map<String, Tensor> tensors, Map<String, String> metadata, Parser parser)
            throws JsonProcessingException {
        Tensor scores = tensors.get("scores");
        return new Pruning(
                new Grouping(
                        parser.parse(metadata.getOrDefault("granularity", ""), Granularity.class),
                        OutputLayerPolicy.valueOf(metadata.getOrDefault("classifier", "")),
                        parser.parse(metadata.getOrDefault("layers", "{}"), LayerFilter.class)),
                scores == null
                        ? null
                        : Saliencies.of(Arrays.stream(scores.longs())
                                .mapToDouble(Double::longBitsToDouble)
                                .toArray()),
                JSON.readValue(metadata.getOrDefault("removed", "null"), Double.class));
    }

    private static Training training(Map<String, Tensor> tensors, Map<String, String> metadata)
            throws JsonProcessingException {
        return new Training(
                prefixed(tensors, MOMENT),
                JSON.readValue(metadata.get("steps"), Long.class),
                JSON.readValue(metadata.get("training"), TrainingSummary.class),
                tensors.containsKey("best") ? weights(tensors, "best") : null,
                drawn(tensors, metadata));
    }

    private static List<Mask> drawn(Map<String, Tensor> tensors, Map<String, String> metadata)
            throws JsonProcessingException {
        int groups = JSON.readValue(metadata.getOrDefault("groups", "0"), Integer.class);
        List<Mask> drawn = new ArrayList<>();
        for (Tensor mask = tensors.get(DRAWN + 0); mask != null; mask = tensors.get(DRAWN + drawn.size())) {
            drawn.add(Mask.of(mask.longs(), groups));
        }
        return drawn;
    }

    private static Map<String, Weights> prefixed(Map<String, Tensor> tensors, String prefix) {
        Map<String, Weights> found = new TreeMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), Weights.of(tensor.floats()));
            }
        });
        return found;
    }

    private static Weights weights(Map<String, Tensor> tensors, String name) {
        return Weights.of(required(tensors, name).floats());
    }

    private static Weights fitting(Weights weights, Layout layout) {
        int found = weights.values().length;
        if (found != layout.size()) {
            throw new IllegalArgumentException(found + " weights, the network has " + layout.size());
        }
        return weights;
    }

    private static Mask mask(Map<String, Tensor> tensors, Layout layout) {
        long[] words = required(tensors, "mask").longs();
        if (words.length != Mask.full(layout).words().length) {
            throw new IllegalArgumentException("a mask of " + words.length + " words");
        }
        return Mask.of(words, layout.size());
    }

    private static Tensor required(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return tensor;
    }

    /** Whether two files hold the same, the time that it took and the way of writing aside. */
    public static boolean same(byte[] one, byte[] other) {
        try {
            return timeless(one).equals(timeless(other));
        } catch (DamagedException | JsonProcessingException e) {
            return false;
        }
    }

    private static Safetensors timeless(byte[] bytes) throws DamagedException, JsonProcessingException {
        Safetensors file = ParameterTensors.join(Safetensors.parse(bytes));
        Map<String, String> metadata = new TreeMap<>(file.metadata());
        metadata.remove(SECONDS);
        metadata.remove(SafetensorsChecksum.KEY);
        metadata.put("curve", text(curve(metadata.get("curve"))));
        return Safetensors.of(file.tensors(), metadata);
    }

    private static String text(@Nullable Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
