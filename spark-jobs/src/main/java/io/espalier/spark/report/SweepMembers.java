package io.espalier.spark.report;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.pareto.Objective;
import io.espalier.pareto.RankedCandidate;
import io.espalier.storage.Storage;
import java.util.List;

/** The members of a sweep's fronts, to be found by the ids of their trials. */
public record SweepMembers(List<Objective> objectives, List<RankedCandidate> all) {
    private static final int SHOWN = 5;

    /**
     * Those of the sweep's present file, in its objectives.
     *
     * @throws ReportException if the table cannot be read
     */
    public static SweepMembers of(Storage out) {
        List<Objective> objectives = SweepObjectives.of(out);
        return new SweepMembers(
                objectives,
                TrialReader.read(out, objectives).fronts(objectives).stream()
                        .flatMap(front -> front.report().members().stream())
                        .toList());
    }

    /**
     * The one with a trial whose id begins like this.
     *
     * @throws io.espalier.binding.InvalidValueException if none or several have one
     */
    RankedCandidate with(String beginning) {
        List<String> ids = all.stream()
                .flatMap(member -> member.candidate().trials().stream())
                .map(trial -> trial.trialId())
                .filter(id -> id.startsWith(beginning))
                .toList();
        check(
                ids.size() == 1,
                "trial id",
                OneLine.of(beginning),
                ids.isEmpty()
                        ? "be of a trial that completed with a value for every objective"
                        : "be of one trial; it fits "
                                + String.join(", ", ids.stream().limit(SHOWN).toList()));
        return all.stream()
                .filter(member -> member.candidate().trials().stream()
                        .anyMatch(trial -> trial.trialId().equals(ids.get(0))))
                .findFirst()
                .orElseThrow();
    }

    /** As in {@code candidate criterion=obd round=4}. */
    static String name(RankedCandidate member) {
        return OneLine.of(
                (member.candidate().role() + " " + member.candidate().label().replaceFirst("^control=\\S+ ?", ""))
                        .strip());
    }
}
