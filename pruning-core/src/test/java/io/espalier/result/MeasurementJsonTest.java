package io.espalier.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.metric.ErrorRate;
import io.espalier.result.TrialRow.Effort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeasurementJsonTest {
    private static final Measurement COMPLETED = TrialRecords.completed("t1").measurement();
    private static final Measurement FAILED = TrialRecords.failed("t2").measurement();

    private static Measurement with(Measurement m, Effort effort) {
        return new Measurement(m.outcome(), m.size(), m.quality(), effort, m.provenance(), m.layers(), m.curve());
    }

    @Test
    void comesBackAsItWas() throws IOException {
        assertThat(MeasurementJson.read(MeasurementJson.write(COMPLETED))).isEqualTo(COMPLETED);
        assertThat(MeasurementJson.read(MeasurementJson.write(FAILED))).isEqualTo(FAILED);
    }

    @Test
    void writesNamesInSnakeCaseAndNulls() {
        String json = new String(MeasurementJson.write(FAILED), StandardCharsets.UTF_8);
        assertThat(json)
                .startsWith("{\"outcome\":{\"state\":\"DIVERGED\"")
                .contains("\"error_code\":\"NON_FINITE_LOSS\"", "\"size\":null", "\"quality\":null")
                .endsWith("\"layers\":[],\"curve\":[]}");
    }

    @Test
    void refusesToWriteANumberThatIsNone() {
        Measurement nan = with(COMPLETED, new Effort(1, 1, Double.NaN, 0, "2027-01-01T00:00:00Z"));
        assertThatThrownBy(() -> MeasurementJson.write(nan))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot write measurement: NaN is not a number");
    }

    @Test
    void refusesToReadARecordOfOtherComponents() {
        String json = new String(MeasurementJson.write(COMPLETED), StandardCharsets.UTF_8);
        for (String other : List.of(
                json.replace("\"nonzeros\":", "\"non_zeros\":"),
                json.replace("\"units\":64,", ""),
                json.replace("\"prunable\":", "\"prunable\":\"x"),
                json + "{}",
                json.substring(1))) {
            assertThatThrownBy(() -> MeasurementJson.read(other.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Cannot read measurement: ");
        }
    }

    private static byte[] changed(Measurement measurement, String from, String to) {
        String json = new String(MeasurementJson.write(measurement), StandardCharsets.UTF_8);
        assertThat(json).contains(from);
        return json.replace(from, to).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsWhatAnOlderBuildWroteWithoutAFieldThatMayBeNull() throws IOException {
        Measurement read = MeasurementJson.read(changed(FAILED, "\"quality\":null,", ""));
        assertThat(read).isEqualTo(FAILED);
        byte[] older = changed(COMPLETED, "\"last_validation_error\":0.055,", "");
        assertThat(MeasurementJson.read(older).quality().lastValidation().get(new ErrorRate()))
                .isNull();
        assertThat(MeasurementJson.read(older).size()).isEqualTo(COMPLETED.size());
    }

    @Test
    void ignoresAFieldThatALaterBuildAdded() throws IOException {
        byte[] later = changed(COMPLETED, "\"quality\":{", "\"quality\":{\"f1\":0.5,");
        assertThat(MeasurementJson.read(later)).isEqualTo(COMPLETED);
    }

    @Test
    void comparesWhatBothHave() throws IOException {
        byte[] first = MeasurementJson.write(COMPLETED);
        byte[] older = changed(COMPLETED, "\"last_validation_error\":0.055,", "");
        byte[] later = changed(COMPLETED, "\"quality\":{", "\"quality\":{\"f1\":0.5,");
        byte[] other = changed(COMPLETED, "\"last_validation_error\":0.055", "\"last_validation_error\":0.06");
        assertThat(MeasurementJson.same(first, older)).isTrue();
        assertThat(MeasurementJson.same(later, older)).isTrue();
        assertThat(MeasurementJson.same(first, other)).isFalse();
        Measurement read = MeasurementJson.read(older);
        assertThat(MeasurementJson.difference(read, COMPLETED, Set.of()))
                .hasValue("quality.last_validation_error is null, not 0.055");
        assertThat(MeasurementJson.difference(read, COMPLETED, Set.of("last_validation_error")))
                .isEmpty();
    }

    @Test
    void comparesTheLossOfOlderBuildsWithThePartThatItWas() {
        Measurement m = COMPLETED;
        Measurement older = withCurve(
                m, new CurveRow.Point(0, 1, 36, 0.002, 1.5, TrialRecords.scores("error", 0.1, "nll", 2.3), null, null));
        Measurement now = withCurve(
                m, new CurveRow.Point(0, 1, 36, 0.002, 1.75, TrialRecords.scores("error", 0.1, "nll", 2.3), 1.5, 0.25));
        Measurement other = withCurve(
                m, new CurveRow.Point(0, 1, 36, 0.002, 1.75, TrialRecords.scores("error", 0.1, "nll", 2.3), 1.25, 0.5));
        assertThat(MeasurementJson.same(MeasurementJson.write(older), MeasurementJson.write(now)))
                .isTrue();
        assertThat(MeasurementJson.same(MeasurementJson.write(older), MeasurementJson.write(other)))
                .isFalse();
        assertThat(MeasurementJson.same(MeasurementJson.write(now), MeasurementJson.write(other)))
                .isFalse();
    }

    private static Measurement withCurve(Measurement m, CurveRow.Point point) {
        return new Measurement(
                m.outcome(), m.size(), m.quality(), m.effort(), m.provenance(), m.layers(), List.of(point));
    }

    @Test
    void takesOnlyTimesAndTheMachineAsCircumstances() {
        byte[] first = MeasurementJson.write(COMPLETED);
        byte[] slower = MeasurementJson.write(with(COMPLETED, new Effort(25, 900, 9, 9, "2027-01-01T00:00:00Z")));
        byte[] longer =
                MeasurementJson.write(with(COMPLETED, new Effort(26, 900, 1.25, 0.125, "2026-01-02T03:04:05Z")));
        assertThat(MeasurementJson.same(first, slower)).isTrue();
        assertThat(MeasurementJson.same(first, longer)).isFalse();
        assertThat(MeasurementJson.same(first, MeasurementJson.write(FAILED))).isFalse();
    }
}
