package io.espalier.spark.cli;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A command as somebody types it into a shell, without the program's name. */
public record Words(List<String> words) {
    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");

    public static Words of(String line) {
        return new Words(WORD.matcher(line.replaceFirst("\\s[#|>].*", ""))
                .results()
                .map(MatchResult::group)
                .map(word -> word.replaceAll("['\"]", ""))
                .toList());
    }

    /** Throws unless there is such a command with such options. */
    public void parse() {
        Espalier.commandLine().parseArgs(words.toArray(String[]::new));
    }
}
