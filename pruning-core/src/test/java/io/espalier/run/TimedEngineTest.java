package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.engine.TimedEngine;
import io.espalier.network.zoo.Mlp;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.TrialContext;
import io.espalier.recipe.train.Optimizer;
import io.espalier.run.action.ActionExecutor;
import io.espalier.run.action.ExecutionContext;
import io.espalier.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimedEngineTest {
    private static final TrialContext ROOT = Chains.root(new Mlp(List.of(4), Mlp.Activation.RELU, null, null), 1);

    private final AtomicLong miniBatches = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();

    /** As many as the actions say, which is what their cost is planned by; and the training is the same. */
    @Test
    void tellsOfEachMiniBatch() {
        List<Action> actions = new ArrayList<>(List.of(new Action.Initialize()));
        actions.addAll(Chains.training(new Optimizer.Sgd(0.1, 0), 3));
        TimedEngine engine = new TimedEngine(Chains.PLAIN, (more, time) -> {
            miniBatches.addAndGet(more);
            nanos.addAndGet(time);
        });
        Snapshot timed = new ActionExecutor(ExecutionContext.of(engine, ROOT, Chains.DATA)).applyAll(null, actions);
        Snapshot plain =
                new ActionExecutor(ExecutionContext.of(Chains.PLAIN, ROOT, Chains.DATA)).applyAll(null, actions);
        assertThat(miniBatches)
                .hasValue(actions.stream().mapToLong(Action::miniBatches).sum())
                .hasPositiveValue();
        assertThat(nanos).hasPositiveValue();
        assertThat(timed.weights().values()).containsExactly(plain.weights().values());
    }
}
