package io.espalier.export.c;

/** A C identifier out of any name. */
final class CName {
    private CName() {}

    static String of(String name) {
        String plain = name.replaceAll("\\W", "_");
        return plain.matches("[A-Za-z].*") ? plain : "net_" + plain;
    }
}
