package io.espalier.run;

import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.DATA;
import static io.espalier.run.Chains.MLP;
import static io.espalier.run.Chains.chain;
import static io.espalier.run.Chains.context;
import static io.espalier.run.Chains.run;
import static io.espalier.run.Chains.training;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.codec.Int8;
import io.espalier.metric.Latency;
import io.espalier.plan.tree.Action;
import io.espalier.result.Measurement;
import io.espalier.result.MeasurementJson;
import io.espalier.result.MetricRow.Found;
import io.espalier.run.action.ExecutionContext;
import io.espalier.snapshot.Snapshot;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LatencyTest {
    private static final ExecutionContext CONTEXT = context(MLP, 1);
    private static final Snapshot TRAINED = run(CONTEXT, null, training(ADAM, 1));

    static Stream<Snapshot> networks() {
        Int8 integers = new Int8(Int8.Activations.INT8);
        return Stream.of(TRAINED, run(CONTEXT, TRAINED, chain(List.of(new Action.Encode(integers)))));
    }

    private static Measurement timed(Snapshot snapshot) {
        Action.Assess assess = Action.Assess.of(new Latency(Latency.Executor.ONNXRUNTIME, 1, 3), List.of());
        return new MetricEvaluator(CONTEXT, CurrentProvenance.of(Chains.PLAIN, DATA.hash(), "test"))
                .assess(snapshot, assess);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void timesTheNetworkOnceAndSaysOnWhat(Snapshot snapshot) {
        List<Found> found = timed(snapshot).metrics();
        assertThat(found)
                .extracting(Found::column)
                .containsExactly("network_latency_us", "network_latency_us_p10", "network_latency_us_p90");
        assertThat(found).extracting(Found::cpu).doesNotContainNull();
        assertThat(found.get(1).value())
                .isPositive()
                .isLessThanOrEqualTo(found.get(0).value());
        assertThat(found.get(0).value()).isLessThanOrEqualTo(found.get(2).value());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void twoTimesAreOneMeasurement(Snapshot snapshot) throws IOException {
        Measurement one = timed(snapshot);
        Measurement slower = Measurement.of(
                one.metrics().stream()
                        .map(f -> new Found(f.part(), f.name(), f.level(), 2 * f.value(), "another"))
                        .toList(),
                one.provenance());
        byte[] json = MeasurementJson.write(one);
        assertThat(MeasurementJson.read(json)).isEqualTo(one);
        assertThat(MeasurementJson.same(json, MeasurementJson.write(slower))).isTrue();
        Measurement fewer = Measurement.of(one.metrics().subList(0, 2), one.provenance());
        assertThat(MeasurementJson.same(json, MeasurementJson.write(fewer))).isFalse();
    }
}
