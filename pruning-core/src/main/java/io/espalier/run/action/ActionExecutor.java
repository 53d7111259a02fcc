package io.espalier.run.action;

import io.espalier.plan.tree.Action;
import io.espalier.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does actions, each by its {@link ActionHandler}. */
public record ActionExecutor(ExecutionContext context) {
    /**
     * Actions of which each continues the one before it; any other action alone.
     *
     * @param before null before the first action, which draws the initial weights
     */
    public Snapshot apply(@Nullable Snapshot before, List<Action> actions) {
        return before == null
                ? context.initial()
                : ActionHandlers.of(actions.get(0).getClass()).applyAll(context, before, actions);
    }

    /** One action after the other, those that continue each other in one call; without actions, the snapshot before. */
    public Snapshot applyAll(@Nullable Snapshot before, List<Action> all) {
        if (all.isEmpty() && before != null) {
            return before;
        }
        Snapshot snapshot = before;
        List<Action> parts = new ArrayList<>();
        for (Action action : all) {
            if (!parts.isEmpty() && action.continues(parts.get(parts.size() - 1))) {
                parts.add(action);
            } else {
                snapshot = parts.isEmpty() ? snapshot : apply(snapshot, parts);
                parts = new ArrayList<>(List.of(action));
            }
        }
        return apply(snapshot, parts);
    }
}
