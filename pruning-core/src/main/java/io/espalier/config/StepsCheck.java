package io.espalier.config;

import io.espalier.binding.KeyPath;
import io.espalier.binding.Spelling;
import io.espalier.recipe.Distillation;
import io.espalier.recipe.Repeat;
import io.espalier.recipe.Step;
import io.espalier.recipe.StepVisitor;
import io.espalier.recipe.Train;
import java.util.List;

/** Looks at each step of a recipe, those that are repeated too. */
abstract class StepsCheck {
    void check(List<Step> steps, KeyPath path) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            check(step, path.index(i).key(Spelling.of(step.getClass().getSimpleName())));
        }
    }

    abstract void check(Step step, KeyPath path);

    abstract void check(Distillation distill, KeyPath path);

    /** At a step. */
    class At implements StepVisitor {
        final KeyPath path;

        At(KeyPath path) {
            this.path = path;
        }

        @Override
        public void visit(Repeat repeat) {
            check(repeat.steps(), path.key("steps"));
        }

        @Override
        public void visit(Train train) {
            if (train.hooks().distill() != null) {
                check(train.hooks().distill(), path.key("distill"));
            }
        }

        @Override
        public void other(Step step) {}
    }
}
