package io.espalier.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.Binder;
import io.espalier.codec.Int8;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.ResNet8;
import io.espalier.prune.Granularity;
import io.espalier.prune.Grouping;
import io.espalier.prune.LayerFilter;
import io.espalier.prune.Mask;
import io.espalier.prune.Nets;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.random.RandomKey;
import io.espalier.result.CurveRow;
import io.espalier.result.TrialRecords;
import io.espalier.snapshot.Snapshot.Progress;
import io.espalier.snapshot.Snapshot.Pruning;
import io.espalier.snapshot.Snapshot.Stop;
import io.espalier.snapshot.Snapshot.Training;
import io.espalier.snapshot.Snapshot.TrainingSummary;
import io.espalier.storage.DamagedException;
import io.espalier.storage.SafetensorsChecksum;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotFileTest {
    private static final Network NETWORK = new ResNet8(2).build(new Shape(1, 8, 8), 3);
    private static final Layout LAYOUT = NETWORK.layout();

    private static Weights weights(long seed) {
        float[] values = new float[LAYOUT.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) RandomKey.of(seed).gaussian(i);
        }
        return Weights.of(LAYOUT.unpack(LAYOUT.pack(values)));
    }

    private static Mask mask() {
        Mask mask = Mask.full(LAYOUT);
        IntStream.range(0, LAYOUT.size())
                .filter(i -> RandomKey.of(7).uniform(i) < 0.3)
                .forEach(mask::remove);
        return mask;
    }

    private static final TrainingSummary SUMMARY = new TrainingSummary(0.25, 1 / 3.0, 2.5, 3, Stop.OUT_OF_PATIENCE);

    private static final Progress PROGRESS = new Progress(2, 3, 1, 12.1, 4321, 0.75);

    private static final List<CurveRow.Point> CURVE = List.of(
            new CurveRow.Point(
                    0,
                    0.1,
                    5,
                    0.01,
                    2.302585092994046,
                    TrialRecords.scores("error", 0.9, "nll", 2.5),
                    2.0,
                    0.302585092994046),
            new CurveRow.Point(
                    1,
                    1,
                    50,
                    1e-300,
                    Double.MIN_VALUE,
                    TrialRecords.scores("error", 0, "nll", Double.MAX_VALUE),
                    null,
                    null));

    private static Snapshot snapshot(
            @Nullable Pruning pruning, @Nullable Training training, @Nullable TrainingSummary last) {
        Map<String, Weights> marks = Map.of("init", weights(2), "early", weights(3));
        return new Snapshot(weights(1), mask(), marks, pruning, training, last, PROGRESS, CURVE, new Int8());
    }

    private static Training training(@Nullable Weights best) {
        Map<String, Weights> moments = Map.of("first", weights(4), "second", weights(5));
        boolean[] drawn = {true, false, true};
        return new Training(moments, Long.MAX_VALUE, SUMMARY, best, List.of(Mask.of(drawn), Mask.of(new boolean[3])));
    }

    private static final Grouping FILTERED =
            new Grouping(new Granularity.Weight(), OutputLayerPolicy.KEEP, new LayerFilter(null, List.of("fc2")));

    private static Saliencies scores() {
        return Saliencies.of(new double[] {0, -0.0, 1 / 3.0, Double.MIN_VALUE, -1e300});
    }

    static Stream<Snapshot> snapshots() {
        return Stream.of(
                Snapshot.initial(weights(1), Mask.full(LAYOUT)),
                snapshot(null, null, null),
                snapshot(null, training(null), SUMMARY),
                snapshot(null, training(weights(6)), null),
                snapshot(new Pruning(new Granularity.Weight(), OutputLayerPolicy.KEEP, scores(), 0.1), null, SUMMARY),
                snapshot(new Pruning(FILTERED, null, null), null, SUMMARY),
                snapshot(new Pruning(new Granularity.NOfM(2, 4), OutputLayerPolicy.PRUNE, null, 0.1), null, null),
                snapshot(
                        new Pruning(new Granularity.Block(4, 1), OutputLayerPolicy.PRUNE, scores(), 0.1),
                        training(null),
                        null));
    }

    private static byte[] write(Snapshot snapshot) {
        return SnapshotFile.write(snapshot, LAYOUT);
    }

    private static Snapshot read(byte[] file, Layout layout) throws DamagedException {
        return SnapshotFile.read(file, layout, Binder.ofContext()::parse);
    }

    @ParameterizedTest
    @MethodSource("snapshots")
    void givesBackEveryBit(Snapshot snapshot) throws DamagedException {
        byte[] file = write(snapshot);
        Snapshot back = read(file, LAYOUT);
        assertThat(back).isEqualTo(snapshot);
        assertThat(write(back)).isEqualTo(file);
    }

    @Test
    void keepsZerosWithTheirSign() throws DamagedException {
        float[] values = weights(1).copy();
        mask().apply(values);
        values[0] = -0.0f;
        Snapshot back = read(write(Snapshot.initial(Weights.of(values), mask())), LAYOUT);
        for (int i = 0; i < values.length; i++) {
            assertThat(Float.floatToRawIntBits(back.weights().values()[i]))
                    .isEqualTo(Float.floatToRawIntBits(values[i]));
        }
    }

    @Test
    void writesEqualSnapshotsAsEqualBytes() {
        Pruning pruning = new Pruning(new Granularity.Weight(), OutputLayerPolicy.PRUNE, scores(), 0.1);
        assertThat(write(snapshot(pruning, training(weights(6)), SUMMARY)))
                .isEqualTo(write(snapshot(pruning, training(weights(6)), SUMMARY)));
    }

    @Test
    void comparesWithoutTheTimeThatItTook() {
        Snapshot quick = snapshot(null, training(null), SUMMARY);
        Snapshot slow = quick.withProgress(new Progress(2, 3, 1, 12.1, 4321, 99));
        Snapshot further = quick.withProgress(new Progress(2, 3, 1, 12.1, 4322, 0.75));
        assertThat(same(quick, slow)).isTrue();
        assertThat(same(quick, further)).isFalse();
        assertThat(same(quick, quick.withWeights(weights(9).copy()))).isFalse();
        assertThat(same(quick, snapshot(null, null, SUMMARY))).isFalse();
        assertThat(SnapshotFile.same(write(quick), new byte[] {1, 2, 3})).isFalse();
    }

    private static boolean same(Snapshot one, Snapshot other) {
        return SnapshotFile.same(write(one), write(other));
    }

    @Test
    void refusesASnapshotOfAnotherNetwork() {
        byte[] file = write(snapshot(null, null, null));
        for (Network other : List.of(Nets.mlp(4, 3, 2), Nets.conv())) {
            assertThatThrownBy(() -> read(file, other.layout()))
                    .isInstanceOf(DamagedException.class)
                    .hasMessage("Cannot read snapshot: damaged (%s weights, the network has %s)"
                            .formatted(LAYOUT.size(), other.layout().size()));
        }
    }

    private static byte[] without(String tensor, String key) throws DamagedException {
        Pruning pruning = new Pruning(new Granularity.Weight(), OutputLayerPolicy.PRUNE, scores(), 0.1);
        Safetensors file = Safetensors.parse(write(snapshot(pruning, training(null), SUMMARY)));
        Map<String, Tensor> tensors = new TreeMap<>(file.tensors());
        Map<String, String> metadata = new TreeMap<>(file.metadata());
        tensors.remove(tensor);
        metadata.remove(key);
        return Safetensors.of(tensors, metadata).toBytes();
    }

    @Test
    void refusesAFileThatLacksAPart() throws DamagedException {
        for (String tensor : List.of("stem.weight", "mask")) {
            byte[] file = without(tensor.replace("mask", "state/mask"), "");
            assertThatThrownBy(() -> read(file, LAYOUT))
                    .isInstanceOf(DamagedException.class)
                    .hasMessage("Cannot read snapshot: damaged (no tensor " + tensor + ")");
        }
        for (String key : List.of("progress", "seconds", "curve", "lastTraining", "classifier", "steps")) {
            byte[] file = without("", key);
            assertThatThrownBy(() -> read(file, LAYOUT)).as(key).isInstanceOf(DamagedException.class);
        }
        assertThat(read(without("", ""), LAYOUT).pruning()).isNotNull();
    }

    /** As it was before parameters had tensors of their own. */
    private static byte[] flat(Snapshot snapshot) throws DamagedException {
        Safetensors joined = ParameterTensors.join(Safetensors.parse(write(snapshot)));
        Map<String, String> metadata = new TreeMap<>(joined.metadata());
        metadata.remove(SafetensorsChecksum.KEY);
        return Safetensors.of(joined.tensors(), metadata).toBytes();
    }

    @ParameterizedTest
    @MethodSource("snapshots")
    void readsFilesOfBeforeAndTakesThemForTheSame(Snapshot snapshot) throws DamagedException {
        byte[] before = flat(snapshot);
        assertThat(Safetensors.parse(before).tensors()).containsKeys("weights", "mask");
        assertThat(read(before, LAYOUT)).isEqualTo(snapshot);
        assertThat(SnapshotFile.same(before, write(snapshot))).isTrue();
        assertThat(SnapshotFile.same(
                        before, write(snapshot.withWeights(weights(9).copy()))))
                .isFalse();
    }

    @Test
    void hasATensorPerParameterInItsShape() throws DamagedException {
        Map<String, Tensor> tensors =
                Safetensors.parse(write(snapshot(null, null, null))).tensors();
        for (Layout.Slot slot : LAYOUT.slots()) {
            Tensor tensor = tensors.get(slot.parameter().name());
            assertThat(tensor.dims()).isEqualTo(slot.parameter().dims());
            assertThat(tensor.floats()).isEqualTo(Arrays.copyOfRange(weights(1).values(), slot.offset(), slot.end()));
        }
    }

    @Test
    void refusesImpossibleOffsets() throws DamagedException {
        Safetensors file = Safetensors.parse(write(snapshot(null, null, null)));
        for (String[] odd : new String[][] {{"size", "-1"}, {"size", "3"}, {"size", "x"}, {"offsets", "[]"}}) {
            Map<String, String> metadata = new TreeMap<>(file.metadata());
            metadata.put(odd[0], odd[1]);
            byte[] bytes = Safetensors.of(file.tensors(), metadata).toBytes();
            assertThatThrownBy(() -> read(bytes, LAYOUT)).isInstanceOf(DamagedException.class);
        }
    }

    @Test
    void refusesAGranularityThatNobodyKnows() throws DamagedException {
        Safetensors file = Safetensors.parse(
                write(snapshot(new Pruning(new Granularity.Weight(), OutputLayerPolicy.PRUNE, null, 0.1), null, null)));
        Map<String, String> metadata = new TreeMap<>(file.metadata());
        metadata.put("granularity", "\"atom\"");
        byte[] odd = Safetensors.of(file.tensors(), metadata).toBytes();
        assertThatThrownBy(() -> read(odd, LAYOUT)).isInstanceOf(DamagedException.class);
    }
}
