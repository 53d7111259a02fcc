package io.espalier.config;

import io.espalier.binding.KeyPath;
import io.espalier.binding.Problems;
import io.espalier.binding.Spelling;
import io.espalier.recipe.Distillation;
import io.espalier.recipe.Repeat;
import io.espalier.recipe.Rewind;
import io.espalier.recipe.Step;
import io.espalier.recipe.Train;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
            check(step, path.index(i).key(Spelling.of(step.getClass().getSimpleName())));
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

    private void check(Step step, KeyPath path) {
        if (step instanceof Rewind rewind && !labels.contains(rewind.to())) {
            problems.notOneOf(path.key("to"), rewind.to(), labels);
        } else if (step instanceof Repeat repeat) {
            check(repeat.steps(), path.key("steps"));
        }
        if (step instanceof Train train && train.hooks().distill() != null) {
            check(train.hooks().distill(), path.key("distill"));
        }
        String label = step.label();
        if (label != null && !labels.add(label)) {
            problems.invalid(path.key("label"), label + " (must differ from earlier labels and from init)");
        }
    }
}
