package io.espalier.spark.report;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.pareto.Objective;
import io.espalier.pareto.RankedCandidate;
import io.espalier.pareto.TrialResult;
import io.espalier.storage.Storage;
import java.util.List;

/** The members of a sweep's fronts, one front for each of its data, to be found by the ids of their trials. */
public record SweepMembers(List<Objective> objectives, List<DataFront> fronts) {
    private static final int SHOWN = 5;

    public SweepMembers {
        objectives = List.copyOf(objectives);
        fronts = List.copyOf(fronts);
    }

    /**
     * Those of the sweep's present file, in its objectives.
     *
     * @throws ReportException if the table cannot be read
     */
    public static SweepMembers of(Storage out) {
        List<Objective> objectives = SweepObjectives.of(out);
        return new SweepMembers(objectives, TrialReader.read(out, objectives).fronts(objectives));
    }

    /** The members on the same data as one of them, itself among them. */
    List<RankedCandidate> onDataOf(RankedCandidate member) {
        return frontOf(member).report().members();
    }

    /** Whether both were measured on the same examples, so that their errors can be compared. */
    boolean shareData(RankedCandidate one, RankedCandidate other) {
        return frontOf(one).equals(frontOf(other));
    }

    private DataFront frontOf(RankedCandidate member) {
        return fronts.stream()
                .filter(front -> front.report().members().contains(member))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The one with a trial whose id begins like this.
     *
     * @throws io.espalier.binding.InvalidValueException if none or several have one
     */
    RankedCandidate with(String beginning) {
        List<RankedCandidate> all = fronts.stream()
                .flatMap(front -> front.report().members().stream())
                .toList();
        List<String> ids = all.stream()
                .flatMap(member -> member.candidate().trials().stream())
                .map(TrialResult::trialId)
                .filter(id -> id.startsWith(beginning))
                .toList();
        String id = ids.contains(beginning) ? beginning : only(beginning, ids);
        return all.stream()
                .filter(member -> member.candidate().trials().stream()
                        .anyMatch(trial -> trial.trialId().equals(id)))
                .findFirst()
                .orElseThrow();
    }

    private static String only(String beginning, List<String> ids) {
        check(
                ids.size() == 1,
                "trial id",
                OneLine.of(beginning),
                ids.isEmpty()
                        ? "be of a trial that completed with a value for every objective"
                        : "be of one trial; it fits "
                                + String.join(", ", ids.stream().limit(SHOWN).toList()));
        return ids.get(0);
    }

    /** As in {@code candidate criterion=obd round=4}. */
    static String name(RankedCandidate member) {
        return OneLine.of(
                (member.candidate().role() + " " + member.candidate().label().replaceFirst("^control=\\S+ ?", ""))
                        .strip());
    }
}
