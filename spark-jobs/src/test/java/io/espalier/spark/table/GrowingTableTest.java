package io.espalier.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.metric.ErrorRate;
import io.espalier.metric.ExpectedCalibrationError;
import io.espalier.metric.NegativeLogLikelihood;
import io.espalier.result.PlanRow;
import io.espalier.result.TrialRecord;
import io.espalier.result.TrialRecords;
import io.espalier.result.TrialRow;
import io.espalier.spark.ledger.Ledger;
import io.espalier.spark.ledger.SweepDescription;
import io.espalier.spark.ledger.Verification;
import io.espalier.storage.DamagedException;
import io.espalier.storage.LocalStorage;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts that builds with fewer or more columns wrote are read, kept and extended. */
class GrowingTableTest {
    record Before(String id, Inner inner) {}

    record Inner(long count) {}

    record Now(
            String id,
            GrownInner inner,
            @Nullable Double score,
            @Nullable Extra extra) {}

    record GrownInner(long count, @Nullable Integer more) {}

    record Extra(long needed, @Nullable String wished) {}

    record Demanding(String id, Inner inner, double demanded) {}

    record Retyped(String id, RetypedInner inner) {}

    record RetypedInner(int count) {}

    /** Trials as they were before {@code removed_saliency}, say. */
    record TrialBefore(
            TrialRow.Identity identity,
            TrialRow.Choices choices,
            TrialRow.Controls controls,
            TrialRow.Outcome outcome,
            TrialRow.@Nullable Size size,
            @Nullable QualityBefore quality,
            TrialRow.@Nullable Effort effort,
            TrialRow.Provenance provenance) {
        static TrialBefore of(TrialRow row) {
            return new TrialBefore(
                    row.identity(),
                    row.choices(),
                    row.controls(),
                    row.outcome(),
                    row.size(),
                    row.quality() == null ? null : QualityBefore.of(row.quality()),
                    row.effort(),
                    row.provenance());
        }
    }

    record QualityBefore(
            double validationError,
            double validationNll,
            double validationEce,
            double testError,
            double testNll,
            double testEce,
            boolean stoppedEarly,
            double trainingNll) {
        static QualityBefore of(TrialRow.Quality q) {
            return new QualityBefore(
                    q.validation().require(new ErrorRate()),
                    q.validation().require(new NegativeLogLikelihood()),
                    q.validation().require(new ExpectedCalibrationError()),
                    q.test().require(new ErrorRate()),
                    q.test().require(new NegativeLogLikelihood()),
                    q.test().require(new ExpectedCalibrationError()),
                    q.stoppedEarly(),
                    q.training().require(new NegativeLogLikelihood()));
        }
    }

    @TempDir
    private Path out;

    private <T extends Record> ParquetTable<T> table(Class<T> rowType) {
        return new ParquetTable<>("things", rowType, LocalStorage.at(out));
    }

    private void publish(int sequence, Record row) throws IOException {
        publish(row.getClass(), sequence, row);
    }

    private <T extends Record> void publish(Class<T> type, int sequence, Record row) throws IOException {
        table(type).publish(sequence, List.of(type.cast(row)), Map.of());
    }

    @Test
    void readsAPartOfFewerColumnsWithNulls() throws IOException {
        publish(0, new Before("a", new Inner(7)));
        Now now = new Now("b", new GrownInner(8, 9), 0.5, new Extra(1, null));
        publish(1, now);
        assertThat(table(Now.class).rows()).containsExactly(new Now("a", new GrownInner(7, null), null, null), now);
        assertThat(table(Now.class).part(0).orElseThrow().content().missing())
                .containsExactly("more", "score", "needed", "wished");
        assertThat(table(Now.class).part(1).orElseThrow().content().missing()).isEmpty();
    }

    @Test
    void readsWhatALaterBuildWroteAndDoesNotRewriteIt() throws IOException {
        publish(0, new Now("a", new GrownInner(7, 9), 0.5, null));
        Before before = new Before("a", new Inner(7));
        assertThat(table(Before.class).rows()).containsExactly(before);
        assertThat(table(Before.class).part(0).orElseThrow().strings("id")).containsExactly("a");
        assertThatThrownBy(() -> table(Before.class).replace(0, List.of(), Map.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageEndingWith("it was written by a later build of Espalier, with more columns");
        assertThat(table(Now.class).rows()).hasSize(1);
    }

    @Test
    void refusesAPartWithoutAColumnThatMayNotBeNullOrOfAnotherType() throws IOException {
        publish(0, new Before("a", new Inner(7)));
        assertThatThrownBy(() -> table(Demanding.class).rows())
                .isInstanceOf(DamagedException.class)
                .hasMessageEndingWith("damaged (it lacks the column demanded)");
        assertThatThrownBy(() -> table(Retyped.class).rows())
                .isInstanceOf(DamagedException.class)
                .hasMessageEndingWith("damaged (its column is required int64 count (must be required int32 count))");
    }

    @Test
    void queriesAllColumnsWhateverThePartsHave() throws Exception {
        publish(0, new Before("a", new Inner(7)));
        assertThat(query("SELECT id, score, needed FROM things")).containsExactly(List.of("a", "null", "null"));
        publish(1, new Now("b", new GrownInner(8, 9), 0.5, null));
        assertThat(query("SELECT id, score, needed FROM things"))
                .containsExactly(List.of("a", "null", "null"), List.of("b", "0.5", "null"));
    }

    private List<List<String>> query(String sql) throws Exception {
        try (var duckDb = DuckDb.open();
                var statement = duckDb.createStatement()) {
            statement.execute("CREATE VIEW things AS "
                    + table(Now.class).sql(LocalStorage.at(out).localFiles("tables")));
            var rows = statement.executeQuery(sql + " ORDER BY id");
            List<List<String>> all = new ArrayList<>();
            while (rows.next()) {
                all.add(List.of(text(rows.getObject(1)), text(rows.getObject(2)), text(rows.getObject(3))));
            }
            return all;
        }
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }

    private Ledger ledger() throws IOException {
        Ledger ledger = Ledger.open(LocalStorage.at(out), SweepDescription.of("s", "0.1.0", "", Map.of()));
        ledger.plan(IntStream.range(0, 3)
                .mapToObj(i -> TrialRecords.planned("t" + i))
                .toList());
        return ledger;
    }

    /** The trials part of the only batch as a build would have written it that did not know some columns. */
    private void makeOlder() throws IOException {
        SweepTables tables = SweepTables.in(LocalStorage.at(out));
        List<TrialBefore> rows =
                tables.trials().rows().stream().map(TrialBefore::of).toList();
        Map<String, String> footer = tables.trials().part(0).orElseThrow().footer();
        tables.trials().setAside(0);
        new ParquetTable<>("trials", TrialBefore.class, LocalStorage.at(out)).publish(0, rows, footer);
    }

    @Test
    void goesOnWithASweepWhoseTrialsLackAColumn() throws IOException {
        TrialRecord first = TrialRecords.completed("t0");
        ledger().append(List.of(first, TrialRecords.failed("t1")));
        makeOlder();
        Ledger again = ledger();
        assertThat(again.committed()).containsExactly("t0", "t1");
        assertThat(again.failed()).containsExactly("t1");
        assertThat(again.append(List.of(TrialRecords.completed("t2")))).isEqualTo(1);
        assertThat(SweepTables.in(LocalStorage.at(out)).trials().rows())
                .extracting(row -> row.identity().trialId())
                .containsExactly("t0", "t1", "t2");
        assertThat(SweepTables.in(LocalStorage.at(out)).layers().rows()).hasSize(4);
        assertThat(Verification.of(LocalStorage.at(out), Optional.empty()).checks())
                .allSatisfy(check -> assertThat(check.problems()).isEmpty());
    }

    @Test
    void reopensTrialsOfAnOlderPart() throws IOException {
        ledger().append(List.of(TrialRecords.completed("t0"), TrialRecords.failed("t1")));
        makeOlder();
        assertThat(ledger().reopen(Set.of(TrialRow.State.DIVERGED))).isEqualTo(1);
        assertThat(ledger().committed()).containsExactly("t0");
        assertThat(SweepTables.in(LocalStorage.at(out)).plan().rows())
                .extracting(PlanRow::trialId)
                .hasSize(3);
    }
}
