package io.espalier.config;

import io.espalier.baseline.Baseline;
import io.espalier.binding.KeyPath;
import io.espalier.binding.Problems;
import io.espalier.binding.Variant;
import io.espalier.recipe.Distillation;
import io.espalier.recipe.Fit;
import io.espalier.recipe.Step;
import io.espalier.task.Task;

/** Finds what a task has no use for: baselines of another kind of target, soft targets where there are no probabilities. */
final class TaskCheck extends StepsCheck {
    private final Task task;
    private final Problems problems;

    TaskCheck(Task task, Problems problems) {
        this.task = task;
        this.problems = problems;
    }

    @Override
    void check(Step step, KeyPath path) {
        step.accept(new FitCheck(path));
    }

    private final class FitCheck extends At {
        FitCheck(KeyPath path) {
            super(path);
        }

        @Override
        public void visit(Fit fit) {
            check(fit.by(), path.key("by"));
        }
    }

    void check(Baseline baseline, KeyPath path) {
        if (baseline.targets() != task.targets()) {
            problems.invalid(
                    path,
                    Variant.nameOf(baseline) + " (must be a baseline that supports task: " + Variant.nameOf(task)
                            + ")");
        }
    }

    @Override
    void check(Distillation distill, KeyPath path) {
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
