package io.espalier.paper;

import static io.espalier.binding.InvalidValueException.check;

import java.util.List;

/**
 * A published experiment and its figures, which a sweep is compared with. In no way part of a trial or a step, so it can
 * change without anything running again.
 *
 * @param title title with authors and year
 * @param figures figures of the paper and how ours are computed, with distinct names
 */
public record Paper(String title, List<Figure> figures) {
    public Paper {
        check(!title.isBlank(), "title", "'" + title + "'", "say which paper, by whom and when");
        figures = List.copyOf(figures);
        check(!figures.isEmpty(), "figures", figures, "hold at least one");
        long names = figures.stream().map(Figure::name).distinct().count();
        check(names == figures.size(), "figures", names + " names of " + figures.size(), "have distinct names");
    }
}
