package io.espalier.spark.cli;

import java.io.PrintWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a text has a colour on a terminal. A sign or a word always says the same, so that nobody needs to see it. */
enum Paint {
    /** The signs of controls, at the end of a line of a front's table. */
    VERDICTS("(?m)(?<=  )[-+=?.]+$") {
        @Override
        String coloured(String found) {
            return found.replaceAll("[+]+", GREEN + "$0" + PLAIN).replaceAll("-+", RED + "$0" + PLAIN);
        }
    },
    /** How trials and checks ended, where that is not well. */
    STATES(
            "\\b(FAIL|FAILED|DIVERGED|TIMEOUT|OUT_OF_MEMORY)\\b|\\b[1-9]\\d* (failed|diverged|timed out|out of memory)\\b") {
        @Override
        String coloured(String found) {
            return RED + found + PLAIN;
        }
    };

    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final Pattern what;

    Paint(String what) {
        this.what = Pattern.compile(what);
    }

    /** What was found, between the codes of its colour; it holds nothing that steers a terminal. */
    abstract String coloured(String found);

    /** Prints a text, in colours where they are shown. */
    void print(PrintWriter terminal, String text) {
        Matcher parts = what.matcher(text);
        int end = 0;
        while (parts.find()) {
            terminal.print(text.substring(end, parts.start()));
            Screen.printColoured(terminal, parts.group(), this);
            end = parts.end();
        }
        terminal.print(text.substring(end));
    }
}
