package io.espalier.run.action;

import static io.espalier.run.Chains.MLP;
import static io.espalier.run.Chains.context;
import static io.espalier.run.Chains.pruning;
import static io.espalier.run.Chains.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.espalier.criterion.Criterion;
import io.espalier.criterion.NetworkView;
import io.espalier.plan.tree.Action;
import io.espalier.prune.Granularity;
import io.espalier.prune.Groups;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailingCriterionTest {
    private final ExecutionContext context = context(MLP, 1);

    /** Throws, or gives scores that cannot be ranked. */
    private record Broken(Fault fault) implements Criterion {
        enum Fault {
            THROWS,
            OVERFLOWS_THE_STACK,
            NOT_A_NUMBER,
            TOO_FEW
        }

        @Override
        public double[] score(NetworkView network, Groups groups) {
            double[] scores = new double[fault == Fault.TOO_FEW ? 3 : groups.count()];
            switch (fault) {
                case THROWS -> throw new UnsupportedOperationException("no curvature today");
                case OVERFLOWS_THE_STACK -> throw new StackOverflowError();
                case NOT_A_NUMBER -> scores[5] = Double.NaN;
                case TOO_FEW -> scores[0] = 1;
            }
            return scores;
        }
    }

    private Throwable failure(Broken.Fault fault) {
        List<Action> score =
                pruning(new Broken(fault), new Granularity.Weight(), 0.5).subList(0, 1);
        return catchThrowable(() -> run(context, null, score));
    }

    @Test
    void blamesTheCriterionForWhatItThrows() {
        assertThat(failure(Broken.Fault.THROWS))
                .isInstanceOf(TrialFailure.class)
                .hasMessage("Cannot score with broken: no curvature today");
        assertThat(failure(Broken.Fault.OVERFLOWS_THE_STACK)).isInstanceOf(TrialFailure.class);
    }

    @Test
    void blamesTheCriterionForScoresThatCannotBeRanked() {
        assertThat(failure(Broken.Fault.NOT_A_NUMBER))
                .isInstanceOf(TrialFailure.class)
                .hasMessage("Cannot score with broken: Cannot rank group 5: its score is NaN");
        assertThat(failure(Broken.Fault.TOO_FEW))
                .isInstanceOf(TrialFailure.class)
                .hasMessage("Cannot score with broken: Cannot rank 888 groups: 3 scores");
    }
}
