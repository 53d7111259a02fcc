package io.espalier.spark.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.config.SweepFile;
import io.espalier.plan.PlannedTrial;
import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.CutRequest;
import io.espalier.plan.tree.StepKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharingTest {
    private static final String LONG = """
            name: long
            data: { source: digits, limit: 40 }
            network: { family: mlp }
            seeds: [1, 2]
            recipe:
              - train: { epochs: 3000 }
              - prune: { sparsity: $sparsity }
              - train: { epochs: 3000 }
            grid:
              sparsity: [0.5, 0.9]
            metrics: [noise-curve]
            objectives: { validation_error: min, bytes: min }
            """;

    private static List<Branch> branches(Sharing sharing, SweepPlan plan) {
        Set<StepKey> ends = plan.trials().stream().map(PlannedTrial::end).collect(Collectors.toSet());
        CutRequest demand = new CutRequest(ends, plan.plan().dense(), key -> false, key -> false);
        return sharing.trees(plan, ends).stream()
                .flatMap(tree -> tree.branches(plan.chains().costs(), demand, sharing.secondsPerBranch()).stream())
                .toList();
    }

    /** What one branch stores, no other may take up: each has to be a whole trial, however long. */
    @Test
    void isolatedTrialsAreBranchesFromTheirSeedToTheirEnd(@TempDir Path folder) throws Exception {
        Path config = Files.writeString(folder.resolve("long.yaml"), LONG);
        SweepPlan plan = SweepPlan.of(SweepFile.load(config.toString(), List.of()));
        List<Branch> isolated = branches(Sharing.ISOLATED, plan);
        assertThat(isolated.size()).isEqualTo(plan.trials().size());
        assertThat(isolated.stream().map(Branch::from)).containsOnlyNulls();
        assertThat(isolated.stream().map(branch -> branch.next().size())).containsOnly(0);
        assertThat(branches(Sharing.SHARED, plan).stream()
                        .map(branch -> branch.next().size()))
                .anyMatch(size -> size > 0);
    }
}
