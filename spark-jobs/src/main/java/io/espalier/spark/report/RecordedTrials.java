package io.espalier.spark.report;

import io.espalier.pareto.TrialResult;
import io.espalier.stats.CommonDenominator;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the rows of a trials table in order before they are compared. */
final class RecordedTrials {
    private RecordedTrials() {}

    /**
     * Those whose data are the ones that the present file has or, in a folder that does not say, those that were measured
     * last. Rows of one description and several contents are of a file that changed; their errors are not to be compared.
     */
    static List<RecordedTrial> ofLatestData(List<RecordedTrial> trials) {
        Map<Object, RecordedTrial> latest = new HashMap<>();
        for (RecordedTrial trial : trials) {
            latest.merge(
                    trial.data(),
                    trial,
                    BinaryOperator.maxBy(
                            Comparator.comparing(RecordedTrial::isPresent).thenComparing(RecordedTrial::finishedAt)));
        }
        return trials.stream()
                .filter(trial -> trial.dataHash() == null
                        || Objects.equals(
                                trial.dataHash(),
                                Objects.requireNonNull(latest.get(trial.data())).dataHash()))
                .toList();
    }

    /** Each with its number of validation examples: that of the table for its data, or else what its errors tell. */
    static List<RecordedTrial> counted(List<RecordedTrial> trials) {
        Map<Optional<String>, List<RecordedTrial>> byData =
                trials.stream().collect(Collectors.groupingBy(t -> Optional.ofNullable(t.dataHash())));
        Map<Optional<String>, OptionalInt> examples = new HashMap<>();
        byData.forEach((hash, those) -> examples.put(hash, examples(those)));
        return trials.stream()
                .map(t -> t.of(boxed(Objects.requireNonNull(examples.get(Optional.ofNullable(t.dataHash()))))))
                .toList();
    }

    private static @Nullable Integer boxed(OptionalInt number) {
        return number.isPresent() ? (Integer) number.getAsInt() : null;
    }

    private static OptionalInt examples(List<RecordedTrial> ofOneData) {
        Optional<Integer> written = ofOneData.stream()
                .map(RecordedTrial::validationExamples)
                .filter(Objects::nonNull)
                .findFirst();
        return written.isPresent()
                ? OptionalInt.of(written.get())
                : CommonDenominator.of(ofOneData.stream()
                        .map(t -> t.observation().values().get(TrialResult.VALIDATION_ERROR))
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
    }

    /**
     * With the axes that it takes to tell candidates apart: {@code grid} for those that the present file does not ask for,
     * the place where the recipe was measured, and for recipes that differ in what no axis says the beginning of a hash.
     */
    static List<RecordedTrial> toldApart(List<RecordedTrial> trials) {
        Set<String> present = trials.stream()
                .filter(RecordedTrial::isPresent)
                .map(t -> t.observation().candidate())
                .collect(Collectors.toSet());
        List<RecordedTrial> marked = trials.stream()
                .map(t -> present.contains(t.observation().candidate()) ? t : t.with("grid", "earlier"))
                .sorted(Comparator.comparing(t -> !t.isPresent()))
                .toList();
        List<RecordedTrial> placed = named(marked, "place", RecordedTrial::place);
        return named(placed, "recipe", t -> t.observation().candidate().substring(0, 8));
    }

    /** With one axis more, if there are two candidates that the others do not tell apart. */
    private static List<RecordedTrial> named(
            List<RecordedTrial> trials, String axis, Function<RecordedTrial, Object> value) {
        Map<String, Map<String, Object>> axes = new LinkedHashMap<>();
        trials.forEach(t ->
                axes.putIfAbsent(t.observation().candidate(), t.observation().axes()));
        return new HashSet<>(axes.values()).size() == axes.size()
                ? trials
                : trials.stream().map(t -> t.with(axis, value.apply(t))).toList();
    }
}
