package io.espalier.config;

import io.espalier.binding.KeyPath;
import io.espalier.binding.Problems;
import io.espalier.binding.Spelling;
import io.espalier.recipe.Distillation;
import io.espalier.recipe.Repeat;
import io.espalier.recipe.Rewind;
import io.espalier.recipe.Step;
import io.espalier.recipe.StepVisitor;
import io.espalier.recipe.Train;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds labels that stand twice and rewinds to labels that do not stand above. */
final class LabelCheck {
    private final Problems problems;
    private final Set<String> labels = new LinkedHashSet<>(Set.of(Rewind.INIT));

    LabelCheck(Problems problems) {
        this.problems = problems;
    }

    void check(List<Step> steps, KeyPath path) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            KeyPath at = path.index(i).key(Spelling.of(step.getClass().getSimpleName()));
            step.accept(new At(at));
            check(step.label(), at.key("label"));
        }
    }

    private void check(@Nullable String label, KeyPath path) {
        if (label != null && !labels.add(label)) {
            problems.invalid(path, label + " (must differ from earlier labels and from init)");
        }
    }

    private void check(Distillation distill, KeyPath path) {
        if (distill.from() != null && !labels.contains(distill.from())) {
            problems.notOneOf(path.key("from"), distill.from(), labels);
        } else if (distill.teacher() != null) {
            new LabelCheck(problems)
                    .check(distill.teacher().recipe(), path.key("teacher").key("recipe"));
        }
    }

    private final class At implements StepVisitor {
        private final KeyPath path;

        At(KeyPath path) {
            this.path = path;
        }

        @Override
        public void visit(Rewind rewind) {
            if (!labels.contains(rewind.to())) {
                problems.notOneOf(path.key("to"), rewind.to(), labels);
            }
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
