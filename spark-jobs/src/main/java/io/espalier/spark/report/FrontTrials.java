package io.espalier.spark.report;

import io.espalier.pareto.Objective;
import io.espalier.pareto.Observation;
import io.espalier.pareto.Standing;
import io.espalier.pareto.SweepReport;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** One trial for each candidate on the front of a sweep: the seed with the least validation error, of equal ones the first. */
public final class FrontTrials {
    private FrontTrials() {}

    /**
     * Their ids, in the order of the front.
     *
     * @throws ReportException if the table cannot be read
     */
    public static List<String> of(Path out) {
        List<Objective> objectives = SweepObjectives.of(out);
        SweepTrials trials = TrialReader.read(out, objectives);
        return SweepReport.of(objectives, trials.grid()).members(Standing.FRONT).stream()
                .map(member -> best(member.candidate().trials()))
                .toList();
    }

    private static String best(List<Observation> seeds) {
        return seeds.stream()
                .min(Comparator.comparingDouble(FrontTrials::error))
                .map(Observation::trialId)
                .orElseThrow();
    }

    private static double error(Observation trial) {
        Map<String, Double> values = trial.values();
        return values.getOrDefault(Observation.VALIDATION_ERROR, Double.POSITIVE_INFINITY);
    }
}
