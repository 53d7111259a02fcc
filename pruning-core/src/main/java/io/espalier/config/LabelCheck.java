package io.espalier.config;

import io.espalier.binding.KeyPath;
import io.espalier.binding.Problems;
import io.espalier.recipe.Distillation;
import io.espalier.recipe.Rewind;
import io.espalier.recipe.Step;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds labels that stand twice and rewinds to labels that do not stand above. */
final class LabelCheck extends StepsCheck {
    private final Problems problems;
    private final Set<String> labels = new LinkedHashSet<>(Set.of(Rewind.INIT));

    LabelCheck(Problems problems) {
        this.problems = problems;
    }

    @Override
    void check(Step step, KeyPath path) {
        step.accept(new RewindCheck(path));
        check(step.label(), path.key("label"));
    }

    private void check(@Nullable String label, KeyPath path) {
        if (label != null && !labels.add(label)) {
            problems.invalid(path, label + " (must differ from earlier labels and from init)");
        }
    }

    @Override
    void check(Distillation distill, KeyPath path) {
        if (distill.from() != null && !labels.contains(distill.from())) {
            problems.notOneOf(path.key("from"), distill.from(), labels);
        } else if (distill.teacher() != null) {
            new LabelCheck(problems)
                    .check(distill.teacher().recipe(), path.key("teacher").key("recipe"));
        }
    }

    private final class RewindCheck extends At {
        RewindCheck(KeyPath path) {
            super(path);
        }

        @Override
        public void visit(Rewind rewind) {
            if (!labels.contains(rewind.to())) {
                problems.notOneOf(path.key("to"), rewind.to(), labels);
            }
        }
    }
}
