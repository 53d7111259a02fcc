package io.espalier.run.action;

import io.espalier.plan.tree.Action;

/** Finds the handler of an action by its class, so that a new action needs no entry anywhere. */
final class ActionHandlers {
    private static final ClassValue<ActionHandler<?>> HANDLERS = new ClassValue<>() {
        @Override
        protected ActionHandler<?> computeValue(Class<?> action) {
            return load(action);
        }
    };

    private ActionHandlers() {}

    /** @throws IllegalArgumentException if the action has no handler */
    @SuppressWarnings("unchecked") // XHandler handles X: ActionExecutorTest asks every one
    static ActionHandler<Action> of(Class<? extends Action> action) {
        return (ActionHandler<Action>) HANDLERS.get(action);
    }

    private static ActionHandler<?> load(Class<?> action) {
        String name = ActionHandler.class.getPackageName() + "." + action.getSimpleName() + "Handler";
        try {
            return Class.forName(name)
                    .asSubclass(ActionHandler.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Cannot perform " + action.getSimpleName() + ": no class " + name, e);
        }
    }
}
