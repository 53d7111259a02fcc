package io.espalier.spark.sweep;

import io.espalier.binding.Canonical;
import io.espalier.plan.PlannedTrial;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.StepKey;
import io.espalier.plan.tree.SweepTree.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tree of a sweep as a flow chart in Mermaid's language. Steps that differ in nothing but the seed or the data are one box
 * with their number; steps that follow each other without a fork share a box.
 */
public final class SweepPicture {
    private static final int MOST_BOXES = 80;
    private static final int LONGEST_LINE = 100;

    private final StringBuilder text = new StringBuilder("flowchart LR\n");
    private final Deque<Drawn> open = new ArrayDeque<>();
    private int boxes;

    private SweepPicture() {}

    /** The chart, each line with its end. */
    public static String of(SweepPlan plan) {
        Set<StepKey> ends = plan.trials().stream().map(PlannedTrial::end).collect(Collectors.toSet());
        List<Node> roots = plan.plan().tree().nodes().stream()
                .filter(node -> node.parent() == null)
                .toList();
        return new SweepPicture().draw(Box.merged(roots, ends));
    }

    private String draw(List<Box> roots) {
        roots.forEach(root -> open.add(new Drawn(box(root.lines()), root)));
        while (!open.isEmpty()) {
            Drawn drawn = open.remove();
            List<Box> next = drawn.box().next();
            if (boxes + next.size() <= MOST_BOXES) {
                next.forEach(box -> open.add(new Drawn(draw(drawn.number(), box.lines()), box)));
            } else {
                draw(drawn.number(), List.of(next.stream().mapToLong(Box::steps).sum() + " more steps"));
            }
        }
        return text.toString();
    }

    /** A box that has its number. */
    private record Drawn(int number, Box box) {}

    private int box(List<String> lines) {
        int number = boxes++;
        String label = lines.stream().map(SweepPicture::quoted).collect(Collectors.joining("<br>"));
        text.append("  s").append(number).append("[\"").append(label).append("\"]\n");
        return number;
    }

    private int draw(int from, List<String> lines) {
        int number = box(lines);
        text.append("  s").append(from).append(" --> s").append(number).append('\n');
        return number;
    }

    /** As Mermaid takes it: no quotes and no markup. */
    private static String quoted(String line) {
        String cut = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE - 1) + "…" : line;
        return cut.replace("#", "#35;")
                .replace("&", "#amp;")
                .replace("<", "#lt;")
                .replace(">", "#gt;")
                .replace("\"", "#quot;");
    }

    /** Steps that come to the same thing, and what follows them. */
    private record Box(List<Action> actions, int count, long trials, List<Box> next) {
        /** Nodes that do the same are one, and so are their children. */
        static List<Box> merged(List<Node> nodes, Set<StepKey> ends) {
            Map<String, List<Node>> alike = new LinkedHashMap<>();
            nodes.forEach(node -> alike.computeIfAbsent(Canonical.json(node.action()), key -> new ArrayList<>())
                    .add(node));
            return alike.values().stream().map(group -> of(group, ends)).toList();
        }

        private static Box of(List<Node> alike, Set<StepKey> ends) {
            List<Node> children =
                    alike.stream().flatMap(node -> node.children().stream()).toList();
            long trials =
                    alike.stream().filter(node -> ends.contains(node.key())).count();
            return new Box(List.of(alike.get(0).action()), alike.size(), trials, merged(children, ends)).joined();
        }

        /** With the only box that follows, if it is there as often and no trial ends between. */
        private Box joined() {
            if (next.size() != 1 || next.get(0).count != count || trials > 0) {
                return this;
            }
            Box only = next.get(0);
            List<Action> all = new ArrayList<>(actions);
            all.addAll(only.actions);
            return new Box(all, count, only.trials, only.next);
        }

        long steps() {
            return (long) actions.size() * count
                    + next.stream().mapToLong(Box::steps).sum();
        }

        /** As in {@code select: sparsity: 0.8}. */
        private static String words(Action action) {
            return Canonical.json(action)
                    .replaceAll("[\"{}\\[\\]]", "")
                    .replace(":", ": ")
                    .replace(",", ", ");
        }

        /** A line for each step, of those that continue each other the last. */
        List<String> lines() {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < actions.size(); i++) {
                if (i + 1 == actions.size() || !actions.get(i + 1).continues(actions.get(i))) {
                    lines.add(words(actions.get(i)));
                }
            }
            lines.add("×" + count + (trials == 0 ? "" : ", " + trials + " trials"));
            return lines;
        }
    }
}
