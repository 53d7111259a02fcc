package io.espalier.binding;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names that would have been right, to be shown to somebody who wrote another. */
public record Suggestions(Collection<String> names) {
    static Suggestions of(Collection<String> names) {
        return new Suggestions(names);
    }

    /** {@code one of epochs, batch; did you mean epochs?} */
    public String insteadOf(String wrong) {
        if (names.isEmpty()) {
            return "a registered variant; no variants are registered";
        }
        return insteadOf(List.of(wrong));
    }

    /** {@code one of epochs, batch; did you mean epochs?}, for several wrong ones at once. */
    public String insteadOf(List<String> wrong) {
        String close = wrong.stream()
                .flatMap(name -> closest(name).stream())
                .distinct()
                .collect(Collectors.joining(", "));
        return all() + (close.isEmpty() ? "" : "; did you mean " + close + "?");
    }

    private String all() {
        return names.size() == 1 ? names.iterator().next() : "one of " + String.join(", ", names);
    }

    /** The name that somebody may have meant, if one is close. */
    public Optional<String> closest(String wrong) {
        String given = wrong.toLowerCase(Locale.ROOT);
        int tolerated = Math.max(1, given.length() / 3);
        return names.stream()
                .filter(name -> distance(given, name) <= tolerated)
                .min(Comparator.comparingInt(name -> distance(given, name)));
    }

    /** Optimal string alignment: the least number of letters to insert, delete, replace or swap with their neighbours. */
    private static int distance(String from, String to) {
        int[][] least = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                least[i][j] = i == 0 || j == 0 ? i + j : step(least, from, to, i, j);
            }
        }
        return least[from.length()][to.length()];
    }

    private static int step(int[][] least, String from, String to, int i, int j) {
        int replaced = least[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(least[i - 1][j], least[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, least[i - 2][j - 2] + 1) : best;
    }
}
