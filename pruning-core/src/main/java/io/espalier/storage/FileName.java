package io.espalier.storage;

import static io.espalier.binding.InvalidValueException.check;

import java.util.List;

/** The names that files have in a storage: words with slashes between, none of which leads out of it. */
public final class FileName {
    private static final List<String> WAYS = List.of("", ".", "..");

    private FileName() {}

    /** The same name, if it is one. */
    public static String checked(String name) {
        check(isInside(name) && name.indexOf('\0') < 0, "name", name, "be names separated by slashes");
        return name;
    }

    private static boolean isInside(String name) {
        int from = 0;
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', from)) {
            if (WAYS.contains(name.substring(from, slash))) {
                return false;
            }
            from = slash + 1;
        }
        return !WAYS.contains(name.substring(from));
    }

    /** A number in at least six digits, so that names sort as numbers do. */
    public static String numbered(int number) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, 6 - digits.length())) + digits;
    }

    /** What stands behind the last slash. */
    public static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** The first word of a name below a folder, which is the whole of it where the file lies right there. */
    public static String child(String name, String folder) {
        int from = folder.isEmpty() ? 0 : folder.length() + 1;
        int end = name.indexOf('/', from);
        return name.substring(from, end < 0 ? name.length() : end);
    }
}
