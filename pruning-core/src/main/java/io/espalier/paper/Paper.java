package io.espalier.paper;

import static io.espalier.binding.InvalidValueException.check;

import java.util.List;

/**
 * What a sweep is held against: a published experiment and figures of it. In no way part of a trial or a step, so it can
 * change without anything running again.
 *
 * @param title with authors and year
 * @param figures numbers of the paper and how ours are read, no two of a name
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
