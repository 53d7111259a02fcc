package io.espalier.spark.page;

import io.espalier.pareto.RankedCandidate;
import io.espalier.pareto.TrialResult;
import io.espalier.spark.report.DataFront;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The trials of the members of all fronts, numbered in their order. */
record TrialIndex(List<RankedCandidate> members, List<TrialResult> trials, Map<String, Integer> numbers) {
    static TrialIndex of(List<DataFront> fronts) {
        List<RankedCandidate> members = fronts.stream()
                .flatMap(front -> front.report().members().stream())
                .toList();
        List<TrialResult> trials = members.stream()
                .flatMap(member -> member.candidate().trials().stream())
                .toList();
        Map<String, Integer> numbers = new HashMap<>();
        trials.forEach(trial -> numbers.put(trial.trialId(), numbers.size()));
        return new TrialIndex(members, trials, numbers);
    }

    Optional<Integer> number(Object trial) {
        return Optional.ofNullable(numbers.get(String.valueOf(trial)));
    }

    int size() {
        return trials.size();
    }
}
