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
            return "a known one, and none is known";
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

    private Optional<String> closest(String wrong) {
        String given = wrong.toLowerCase(Locale.ROOT);
        int tolerated = Math.max(1, given.length() / 3);
        return names.stream()
                .filter(name -> distance(given, name) <= tolerated)
                .min(Comparator.comparingInt(name -> distance(given, name)));
    }

    /** Levenshtein's: the least number of letters to insert, delete or replace. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
