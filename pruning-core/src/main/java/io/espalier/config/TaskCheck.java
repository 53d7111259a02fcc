package io.espalier.config;

import io.espalier.baseline.Baseline;
import io.espalier.binding.KeyPath;
import io.espalier.binding.Problems;
import io.espalier.binding.Spelling;
import io.espalier.binding.Variant;
import io.espalier.recipe.Distillation;
import io.espalier.recipe.Fit;
import io.espalier.recipe.Repeat;
import io.espalier.recipe.Step;
import io.espalier.recipe.StepVisitor;
import io.espalier.recipe.Train;
import io.espalier.task.Task;
import java.util.List;

/** Finds what a task has no use for: baselines of another kind of target, soft targets where there are no probabilities. */
record TaskCheck(Task task, Problems problems) {
    void check(List<Step> steps, KeyPath path) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            step.accept(new At(path.index(i).key(Spelling.of(step.getClass().getSimpleName()))));
        }
    }

    private final class At implements StepVisitor {
        private final KeyPath path;

        At(KeyPath path) {
            this.path = path;
        }

        @Override
        public void visit(Repeat repeat) {
            check(repeat.steps(), path.key("steps"));
        }

        @Override
        public void visit(Fit fit) {
            check(fit.by(), path.key("by"));
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

    void check(Baseline baseline, KeyPath path) {
        if (baseline.targets() != task.targets()) {
            problems.invalid(
                    path,
                    Variant.nameOf(baseline) + " (must be a baseline that supports task: " + Variant.nameOf(task)
                            + ")");
        }
    }

    private void check(Distillation distill, KeyPath path) {
        if (distill.match() == Distillation.Match.SOFT_TARGETS
                && !task.loss(task.targets().ofTwo()).ofProbabilities()) {
            problems.invalid(
                    path.key("match"),
                    "soft-targets (must be logits: a " + Variant.nameOf(task) + " has no class probabilities)");
        }
        if (distill.teacher() != null) {
            check(distill.teacher().recipe(), path.key("teacher").key("recipe"));
        }
    }
}
