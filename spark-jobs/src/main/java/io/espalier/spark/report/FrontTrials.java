package io.espalier.spark.report;

import io.espalier.pareto.FrontStatus;
import io.espalier.pareto.Objective;
import io.espalier.pareto.TrialResult;
import io.espalier.storage.Storage;
import java.util.Comparator;
import java.util.List;

/** One trial for each member of the fronts of a sweep, candidate, control or baseline: the seed that is best in the score that its task chooses by, of equal ones the first. */
public final class FrontTrials {
    private FrontTrials() {}

    /**
     * Their ids, in the order of the front.
     *
     * @throws ReportException if the table cannot be read
     */
    public static List<String> of(Storage out) {
        List<Objective> objectives = SweepObjectives.of(out);
        return TrialReader.read(out, objectives).fronts(objectives).stream()
                .flatMap(front -> front.report().members(FrontStatus.FRONT).stream())
                .map(member -> best(member.candidate().trials()))
                .toList();
    }

    private static String best(List<TrialResult> seeds) {
        return seeds.stream()
                .min(Comparator.comparingDouble(FrontTrials::error))
                .map(TrialResult::trialId)
                .orElseThrow();
    }

    /** What it is chosen by, the sign set so that less is better. */
    private static double error(TrialResult trial) {
        Double value = trial.values().get(trial.chosenBy().column());
        return value == null
                ? Double.POSITIVE_INFINITY
                : trial.chosenBy().direction().orient(value);
    }
}
