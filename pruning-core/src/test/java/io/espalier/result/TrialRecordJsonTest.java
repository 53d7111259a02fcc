package io.espalier.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.result.TrialRow.Effort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialRecordJsonTest {
    private static final TrialRecord COMPLETED = TrialRecords.completed("t1");
    private static final TrialRecord FAILED = TrialRecords.failed("t2");

    private static TrialRecord with(TrialRecord record, Effort effort) {
        TrialRow row = record.trial();
        return new TrialRecord(
                new TrialRow(
                        row.identity(),
                        row.choices(),
                        row.controls(),
                        row.outcome(),
                        row.size(),
                        row.quality(),
                        effort,
                        row.provenance()),
                record.layers(),
                record.curve());
    }

    @Test
    void comesBackAsItWas() throws IOException {
        assertThat(TrialRecordJson.read(TrialRecordJson.write(COMPLETED))).isEqualTo(COMPLETED);
        assertThat(TrialRecordJson.read(TrialRecordJson.write(FAILED))).isEqualTo(FAILED);
    }

    @Test
    void writesNamesInSnakeCaseAndNulls() {
        String json = new String(TrialRecordJson.write(FAILED), StandardCharsets.UTF_8);
        assertThat(json)
                .startsWith("{\"trial\":{\"identity\":{\"trial_id\":\"t2\",\"sweep\":")
                .contains("\"error_code\":\"NON_FINITE_LOSS\"", "\"size\":null", "\"requested_sparsity\":null")
                .endsWith("\"layers\":[],\"curve\":[]}");
    }

    @Test
    void refusesToWriteANumberThatIsNone() {
        TrialRecord nan = new TrialRecord(
                COMPLETED.trial(), List.of(), List.of(new CurveRow("t1", 0, 1, 1, 0.1, Double.NaN, 0.5, 1)));
        assertThatThrownBy(() -> TrialRecordJson.write(nan))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot write trial record: NaN is not a number");
    }

    @Test
    void refusesToReadARecordOfOtherComponents() {
        String json = new String(TrialRecordJson.write(COMPLETED), StandardCharsets.UTF_8);
        for (String other : List.of(
                json.replace("\"nonzeros\":", "\"non_zeros\":"),
                json.replace("\"units\":64,", ""),
                json.replace("\"seed\":9223372036854775807", "\"seed\":null"),
                json + "{}",
                json.substring(1))) {
            assertThatThrownBy(() -> TrialRecordJson.read(other.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Cannot read trial record: ");
        }
    }

    @Test
    void takesOnlyTimesAndTheMachineAsCircumstances() {
        byte[] first = TrialRecordJson.write(COMPLETED);
        byte[] slower = TrialRecordJson.write(with(COMPLETED, new Effort(25, 900, 9, 9, "2027-01-01T00:00:00Z")));
        byte[] longer =
                TrialRecordJson.write(with(COMPLETED, new Effort(26, 900, 1.25, 0.125, "2026-01-02T03:04:05Z")));
        assertThat(TrialRecordJson.sameResult(first, slower)).isTrue();
        assertThat(TrialRecordJson.sameResult(first, longer)).isFalse();
        assertThat(TrialRecordJson.sameResult(first, TrialRecordJson.write(FAILED)))
                .isFalse();
    }
}
